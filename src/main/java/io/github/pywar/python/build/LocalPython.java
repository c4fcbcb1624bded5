package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.MachineTarget;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Python of this machine that runs builds for a target.
 *
 * @param interpreter the Python
 * @param environment the same Python as a target: build requirements are installed for it
 * @param mismatch why compiled code of this Python cannot run on the target; empty if it can
 */
record LocalPython(Interpreter interpreter, TargetEnvironment environment, Optional<String> mismatch) {

    /**
     * Finds a Python.
     *
     * @param named the Python to use; if empty, one is searched: first one whose compiled code can run on the target
     * @param variables of the environment of this process
     * @throws UserException if there is none of the target's version
     */
    static LocalPython find(TargetEnvironment target, Optional<Path> named, Map<String, String> variables) {
        if (variables.getOrDefault("OS", "").equals("Windows_NT")) {
            throw UserException.of("Source code cannot be built on Windows yet")
                    .hint("build in WSL, in a virtual machine or in a container");
        }
        if (named.isPresent()) {
            return named(target, named.get());
        }
        List<LocalPython> fitting = Interpreters.of(variables)
                .ofSeries(target.python().majorMinor())
                .flatMap(python -> of(python, target).stream())
                .toList();
        return Stream.concat(fitting.stream().filter(one -> one.mismatch.isEmpty()), fitting.stream())
                .findFirst()
                .orElseThrow(() -> missing(target));
    }

    private static LocalPython named(TargetEnvironment target, Path executable) {
        Interpreter python = Interpreter.probe(executable)
                .orElseThrow(() -> UserException.of("`" + executable + "` is not a Python that runs")
                        .hint(PythonHint.NAME_BUILD_PYTHON, target.python().majorMinor()));
        return of(python, target)
                .orElseThrow(() -> UserException.of(
                                "`" + executable + "` cannot build wheels for " + target + "\n    found: " + python)
                        .hint(PythonHint.NAME_BUILD_PYTHON, target.python().majorMinor()));
    }

    private static UserException missing(TargetEnvironment target) {
        return UserException.of("No Python on this machine can build wheels for " + target + "\n    required: CPython "
                        + target.python().majorMinor() + (target.python().freeThreaded() ? ", free-threaded" : "")
                        + "\n    searched: PATH and pyenv")
                .hint("install Python " + target.python().majorMinor() + " on this machine, with its headers")
                .hint(PythonHint.NAME_BUILD_PYTHON, target.python().majorMinor());
    }

    /** Returns empty if its wheels do not fit, because it is another implementation or version. */
    static Optional<LocalPython> of(Interpreter python, TargetEnvironment target) {
        boolean fits = python.implementation().equals("cpython")
                && python.series().equals(target.python().majorMinor())
                && python.freeThreaded() == target.python().freeThreaded();
        if (!fits) {
            return Optional.empty();
        }
        return MachineTarget.of(python)
                .map(here -> new LocalPython(python, here, mismatch(python, here.platform(), target.platform())));
    }

    private static Optional<String> mismatch(Interpreter python, Platform machine, Platform target) {
        boolean isSame = machine.arch().equals(target.arch())
                && machine.isMacos() == target.isMacos()
                && machine.libc().map(Libc::musl).equals(target.libc().map(Libc::musl))
                && python.bits() == target.bits();
        return isSame
                ? Optional.empty()
                : Optional.of("this machine: " + machine + ", " + machine.floor() + ", " + python.bits() + " bits");
    }

    /** Returns the program of the interpreter itself, not a link to it in a virtual environment. */
    Path program() {
        try {
            return interpreter.executable().toRealPath();
        } catch (IOException e) {
            return interpreter.executable();
        }
    }
}
