package io.github.pywar.python.interpreter;

import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.Optional;

/** Targets that describe a Python of this machine: wheels for them run on it. */
public final class MachineTarget {

    /** Python cannot read the version of musl; wheels for 1.2 run on every musl since 2020. */
    private static final Libc MUSL = new Libc(true, 1, 2);

    private static final int OLDEST_MINOR = 8;

    private MachineTarget() {}

    /** Returns the target of a Python; empty for another implementation than CPython, and for versions before 3.8. */
    public static Optional<TargetEnvironment> of(Interpreter python) {
        if (!python.implementation().equals("cpython") || !isSupported(python)) {
            return Optional.empty();
        }
        PythonVersion version = PythonVersion.parse(python.version() + (python.freeThreaded() ? "t" : ""));
        return Optional.of(TargetEnvironment.of(version, platform(python)));
    }

    private static boolean isSupported(Interpreter python) {
        String[] parts = python.version().split("\\.");
        return parts[0].equals("3") && Integer.parseInt(parts[1]) >= OLDEST_MINOR;
    }

    private static Platform platform(Interpreter python) {
        Platform platform = Platform.parse(python.platform());
        if (platform.isMacos()) {
            return platform;
        }
        return platform.withLibc(python.libc().startsWith("musl") ? MUSL : Libc.parse(python.libc()));
    }

    /** Returns whether wheels that were chosen for a target run on a Python of this machine. */
    public static boolean runs(Interpreter python, TargetEnvironment target) {
        return of(python).filter(here -> isSeries(here, target)).isPresent()
                && python.bits() == target.platform().bits()
                && of(python)
                        .filter(here -> isPlatform(here.platform(), target.platform()))
                        .isPresent()
                && target.platform()
                        .libc()
                        .map(Libc::toString)
                        .filter(floor -> !python.hasLibc(floor))
                        .isEmpty();
    }

    private static boolean isSeries(TargetEnvironment here, TargetEnvironment target) {
        return here.python().minor() == target.python().minor()
                && here.python().freeThreaded() == target.python().freeThreaded();
    }

    private static boolean isPlatform(Platform here, Platform target) {
        return here.arch().equals(target.arch()) && here.isMacos() == target.isMacos();
    }
}
