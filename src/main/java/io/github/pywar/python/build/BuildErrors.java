package io.github.pywar.python.build;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.python.builtcode.RefusedCode;
import io.github.pywar.python.builtcode.RefusedCodeException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Errors of the build of one source.
 *
 * @param source its name
 * @param python that runs the build
 * @param log with the output of the backend
 * @param options of the build
 */
record BuildErrors(String source, LocalPython python, Path log, BuildOptions options) {

    /** Messages of programs that try to use the network. */
    private static final List<String> OFFLINE = List.of(
            "Network is unreachable",
            "Temporary failure in name resolution",
            "Name or service not known",
            "Could not resolve host",
            "Failed to establish a new connection",
            "127.0.0.1:9",
            "127.0.0.1 port 9",
            "--offline was specified",
            "Connection refused");

    private static final int LONGEST_SHOWN = 300;

    /** Returns the error of a hook that ended with a status other than 0. */
    UserException failed(String hook, int status) throws IOException {
        LogTail tail = Files.exists(log) ? LogTail.read(log) : LogTail.of("");
        UserException error = error("the hook `" + hook + "` ended with exit status " + status, tail);
        Optional<Hint> missing = SystemPackage.missing(
                        tail.text(), python.interpreter().series())
                .map(SystemPackage::hint);
        if (missing.isPresent()) {
            return new FailedBuildException(error.hint(missing.get()));
        }
        return new FailedBuildException(
                !options.isNetworkAllowed() && isOffline(tail.text())
                        ? error.hint(PythonHint.ALLOW_BUILD_NETWORK)
                        : error);
    }

    /** Returns whether an output shows that a program failed to use the network. */
    static boolean isOffline(String output) {
        return OFFLINE.stream().anyMatch(output::contains);
    }

    /** Returns the error of a hook that reached the time limit. */
    UserException timeout(String hook) throws IOException {
        long minutes = Math.max(1, options.timeout().toMinutes());
        return error(
                        "the hook `" + hook + "` was ended after "
                                + options.timeout().toSeconds() + " seconds",
                        LogTail.read(log))
                .hint(PythonHint.RAISE_BUILD_TIMEOUT, Long.toString(minutes));
    }

    /** Returns the error of a hook that wrote too much. */
    UserException logFull(String hook) throws IOException {
        return new FailedBuildException(error(
                        "the hook `" + hook + "` was ended because it wrote more than " + (ProcessLog.LARGEST >> 20)
                                + " MiB into the log",
                        LogTail.read(log))
                .hint("the backend may repeat one message without end: see the log"));
    }

    /** Returns the error of a backend that cannot be imported. */
    UserException unavailable(String backend, String reason) throws IOException {
        return new FailedBuildException(error(
                        "its build backend `" + backend + "` cannot be imported: " + shown(reason), LogTail.read(log))
                .hint("report it to the project that publishes the source code: its `[build-system]` is incomplete"));
    }

    /** Returns the error of a hook with a result that is not one. */
    UserException invalidResult(String hook, String result) {
        return new FailedBuildException(UserException.of("Cannot build `" + source + "`: the hook `" + hook
                + "` returned no valid result: `" + shown(result) + "`\n    log: " + log));
    }

    /** A text of a backend can have any length and any characters. */
    private static String shown(String text) {
        return TerminalText.of(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text);
    }

    private UserException error(String reason, LogTail tail) {
        StringBuilder text = new StringBuilder("Cannot build `" + source + "`: " + reason + "\n    python: "
                + python.interpreter() + "\n    log: " + log);
        tail.lines().forEach(line -> text.append("\n    | ").append(line));
        return UserException.of(text.toString());
    }

    /** Returns the error of a wheel of another project or version than its source code. */
    static UserException otherProject(String source, WheelName wheel) {
        return new FailedBuildException(UserException.of(
                        "Cannot build `" + source + "`: the result is `" + wheel + "`, of another name or version")
                .hint("report it to the project that publishes the source code, and use another version"));
    }

    /**
     * Returns the error of compiled code where only pure wheels are allowed.
     *
     * @param unloadable the same code, if the target cannot load it either
     */
    static RefusedCodeException notPure(
            String source, WheelName wheel, BuildContext context, Optional<RefusedCode> unloadable) {
        String what = "The wheel of `" + source + "` has compiled code: `" + wheel
                + "`\n    allowed: wheels for every platform";
        return new RefusedCodeException(
                unloadable.isPresent()
                        ? unloadable.get().notAllowed(what, context.allowing())
                        : RefusedCode.notAllowed(wheel.name().value(), what, context.target(), context.allowing()));
    }

    /** Returns the error of a wheel that the target does not support. */
    static UserException unsupported(
            String source, WheelName wheel, TargetEnvironment target, Optional<String> mismatch) {
        UserException error = UserException.of("The wheel of `" + source + "` that this machine built does not fit "
                + target + "\n    built: " + wheel
                + mismatch.map(fact -> "\n    " + fact).orElse(""));
        return error.hint(
                mismatch.isPresent()
                        ? "build on a machine like the target, for example in a container"
                        : "report it to the project that publishes the source code: the tags of its wheel are not those of"
                                + " the Python that built it");
    }

    /** Returns the error of source code that must not be built. */
    static UserException notAllowed(String source, String project, BuildContext context) {
        return UserException.of("`" + source + "` is source code, and wheels are not built from source")
                .hint(context.allowing().ofPure(List.of(project)));
    }

    /** Returns the error of source code whose build requires itself. */
    static UserException cycle(List<String> chain) {
        return UserException.of(
                        "The build of `" + chain.get(0) + "` requires itself\n    " + String.join(" -> ", chain))
                .hint("one of these needs a wheel: build it elsewhere, and add its folder to the package sources");
    }
}
