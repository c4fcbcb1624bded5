package io.github.pywar.app.buildstep;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.build.BuildCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * Errors of one build step.
 *
 * @param log file with its output
 */
record StepErrors(StepDeclaration step, Path log) {

    private static final int LONGEST_LOG_MIB = 64;

    /** Returns the error of a command that did not end with status 0. */
    UserException failed(BuildCommand.End end) {
        String program = step.words().get(0);
        long seconds = step.limits().timeout().toSeconds();
        return switch (end.status()) {
            case BuildCommand.NOT_FOUND ->
                UserException.of("Cannot run " + step.label() + ": there is no program `" + program
                                + "`\n    from: <buildSteps>\n    searched: the libraries of the archive, and PATH")
                        .hint("install `" + program + "` on this machine, or require the package that has it");
            case BuildCommand.TIMED_OUT ->
                error("it was ended after " + seconds + " seconds", end.lines())
                        .hint("if the step needs more time, declare it in seconds: <timeout>" + 2 * seconds
                                + "</timeout>");
            case BuildCommand.LOG_FULL ->
                error("it was ended because it wrote more than " + LONGEST_LOG_MIB + " MiB into the log", end.lines())
                        .hint("the command may repeat one message without end: see the log");
            default -> exited(end);
        };
    }

    private UserException exited(BuildCommand.End end) {
        UserException error = error("the command ended with exit status " + end.status(), end.lines());
        boolean isOffline = !step.limits().isNetworkAllowed() && end.isOffline();
        return isOffline
                ? error.hint("build steps have no network; to allow it: <network>true</network> in this <buildStep>")
                : error.hint("if a setting is missing, declare it: <environment> in this <buildStep>");
    }

    /** Returns the error of a declared output that matches no file. */
    UserException nothingWritten(String output, List<String> others, List<String> lines) {
        String reason = "no file matches its output `" + output + "`"
                + (others.isEmpty() ? "" : "\n    written: " + StepOutputs.shown(others));
        return error(reason, lines)
                .hint("declare the files that it writes, below its working directory:"
                        + " <outputs><output>static/**</output></outputs>");
    }

    private UserException error(String reason, List<String> lines) {
        StringBuilder text = new StringBuilder("The build step `" + step.command() + "` failed: " + reason);
        text.append("\n    from: <buildSteps>\n    log: ").append(log);
        lines.forEach(line -> text.append("\n    | ").append(line));
        return UserException.of(text.toString());
    }

    /** Returns the error of steps on a machine without Python. */
    static UserException noPython(String python, String searched) {
        return UserException.of("The build steps need a Python on this machine\n    searched: " + searched)
                .hint("install Python " + python + " on this machine")
                .hint("or name a Python: -Dpywar.pythonExecutable=/path/to/python3")
                .hint("to build an archive without the files of the steps: -Dpywar.skipBuildSteps");
    }
}
