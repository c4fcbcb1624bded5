package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.BuildDetails;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Target that a POM declares.
 *
 * @param python required: with a default, a laptop and a build server could build different archives from one commit
 * @param platform default: {@link #PLATFORM}
 * @param libc default: {@link Libc#DEFAULT}
 */
public record TargetChoice(Optional<String> python, Optional<String> platform, Optional<String> libc) {

    /** Platform of most servers. */
    public static final String PLATFORM = "linux-x86_64";

    private static final String DETECT = "detect";
    private static final String PYTHON = "<python>";

    /** The oldest musl that current Pythons are built for. */
    private static final String OLDEST_MUSL = "musl-1.2";

    /**
     * Returns the target. A local Python is looked up only for {@code detect}, and for a hint if no Python is declared.
     *
     * @throws UserException if a part is missing or unknown
     */
    public TargetEnvironment target(Interpreters interpreters, Progress progress) {
        TargetEnvironment target = environment(interpreters, progress);
        if (platform.isEmpty() || libc.isEmpty() && !target.platform().isMacos()) {
            progress.step("Building for " + target + " (<platform>, <libc>)");
        }
        return target;
    }

    /** Returns the target without a message about defaults; otherwise like {@link #target}. */
    public TargetEnvironment environment(Interpreters interpreters, Progress progress) {
        PythonVersion version = PythonVersion.parse(pythonText(interpreters, progress));
        Platform declared = Platform.parse(platform.orElse(PLATFORM));
        Platform complete = libc.isPresent() ? declared.withLibc(Libc.parse(libc.get())) : declared;
        return TargetEnvironment.of(version, complete);
    }

    /** Returns this choice with the Python of the machine: for a library, which is not built for one Python. */
    public TargetChoice detecting() {
        return new TargetChoice(Optional.of(DETECT), platform, libc);
    }

    /** Returns this choice, completed with defaults. A default C library is not for macOS, which has none. */
    public TargetChoice or(TargetChoice defaults) {
        Optional<String> system = platform.or(defaults::platform);
        boolean hasLibc =
                system.filter(text -> text.strip().startsWith("macos")).isEmpty();
        return new TargetChoice(python.or(defaults::python), system, hasLibc ? libc.or(defaults::libc) : libc);
    }

    /**
     * Returns this choice with the Python and the platform of a file, if {@code <python>} names one: {@code
     * build-details.json} of the server's Python (PEP 739). A declared platform or C library remains.
     *
     * @param base folder that the name is relative to
     * @throws UserException if the file does not describe the Python of a server
     */
    public TargetChoice described(Path base) {
        if (python.isEmpty() || !python.get().endsWith(".json")) {
            return this;
        }
        String file = python.get();
        try {
            BuildDetails details = BuildDetails.read(base.resolve(PathText.require(file, PYTHON)), PYTHON);
            return new TargetChoice(
                    Optional.of(details.python()),
                    platform.or(() -> Optional.of(details.platform())),
                    libc.or(() -> details.libc().map(musl -> OLDEST_MUSL)));
        } catch (IOException unreadable) {
            throw UserException.of("Cannot read `" + file + "`: " + unreadable + "\n    from: " + PYTHON);
        }
    }

    private String pythonText(Interpreters interpreters, Progress progress) {
        if (python.isEmpty()) {
            throw undeclared(interpreters.first());
        }
        if (!python.get().equals(DETECT)) {
            return python.get();
        }
        Interpreter found = interpreters
                .first()
                .orElseThrow(() -> UserException.of("<python>detect</python> found no Python 3 on the PATH")
                        .hint("declare the server's Python, for example <python>3.11</python>"));
        progress.step("Detected Python " + found.series() + " (" + found.executable()
                + "); another machine may build a different archive");
        return found.series() + (found.freeThreaded() ? "t" : "");
    }

    private static UserException undeclared(Optional<Interpreter> here) {
        String proposal = here.map(Interpreter::series).orElse("3.11");
        String why = here.isPresent() ? "the version on this machine" : "or the version on the server";
        return UserException.of("The POM does not declare the Python version of the server")
                .hint("declare it: <python>" + proposal + "</python> (" + why + ")");
    }
}
