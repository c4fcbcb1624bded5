package io.github.pywar.app.environment;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.MachineTarget;
import io.github.pywar.python.target.TargetEnvironment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Python of this machine that runs an environment, and the target for which its libraries are chosen. If the Python can run
 * the libraries of the archive, it is the archive's target; otherwise it is this machine.
 *
 * @param python of this machine
 * @param target of the libraries
 * @param archive the target of the archive
 */
public record HostTarget(Interpreter python, TargetEnvironment target, TargetEnvironment archive) {

    /**
     * Finds a Python of this machine: one that can run the libraries of the archive, else the first one.
     *
     * @throws UserException if there is none
     */
    public static HostTarget find(Interpreters pythons, TargetEnvironment archive) {
        return pythons.ofSeries(archive.python().majorMinor())
                .filter(python -> MachineTarget.runs(python, archive))
                .findFirst()
                .or(pythons::first)
                .map(python -> of(python, archive))
                .orElseThrow(() -> missing(pythons, archive));
    }

    private static UserException missing(Interpreters pythons, TargetEnvironment archive) {
        String searched = pythons.selected().map(Path::toString).orElse("PATH and pyenv");
        return UserException.of("This machine has no Python that runs\n    searched: " + searched)
                .hint("install Python " + archive.python().majorMinor() + " on this machine")
                .hint("or name a Python: -Dpywar.pythonExecutable=/path/to/python3")
                .hint("to build without tests: -DskipTests");
    }

    /**
     * Chooses the target.
     *
     * @throws UserException if the Python is not CPython 3.8 or newer
     */
    static HostTarget of(Interpreter python, TargetEnvironment archive) {
        if (MachineTarget.runs(python, archive)) {
            return new HostTarget(python, archive, archive);
        }
        TargetEnvironment here = MachineTarget.of(python)
                .orElseThrow(
                        () -> UserException.of("`" + python.executable() + "` cannot run the libraries of an archive"
                                        + "\n    found: " + python + "\n    required: CPython 3.8 or newer")
                                .hint("install Python " + archive.python().majorMinor() + " on this machine")
                                .hint("or name another Python: -Dpywar.pythonExecutable=/path/to/python3"));
        return new HostTarget(python, here, archive);
    }

    /** Returns whether the libraries are exactly those of the archive. */
    public boolean hasLibrariesOfArchive() {
        return target.equals(archive);
    }

    /** Returns a sentence about a difference between this machine and the archive's target. */
    public Optional<String> difference() {
        if (!hasLibrariesOfArchive()) {
            return Optional.of("This machine runs " + target + ", the archive targets " + archive
                    + ": some libraries may have other files or versions");
        }
        boolean isOtherMicro = archive.python().hasMicro()
                && !python.version().equals(archive.python().toString().replace("t", ""));
        return isOtherMicro
                ? Optional.of(
                        "This machine runs CPython " + python.version() + ", the archive targets " + archive.python())
                : Optional.empty();
    }
}
