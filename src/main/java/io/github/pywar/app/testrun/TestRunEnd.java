package io.github.pywar.app.testrun;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.FileEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/**
 * End of the process of a run: whether it ended by itself, and what it means if not.
 *
 * @param ended the process
 * @param events that it has sent
 * @param request of the run
 */
record TestRunEnd(TestProcess.Ended ended, TestEvents events, RunTests.Request request) {

    private static final int SIGNAL = 128;
    private static final int MOST_LINES = 20;
    private static final int MOST_LINES_OF_CRASH = 6;

    /** In bytes. */
    private static final int MAX_READ = 1 << 18;

    /** Begins the report of Python's {@code faulthandler}. */
    private static final String FATAL = "Fatal Python error";

    /** Returns why the process did not end by itself; empty if it did. */
    String why() {
        if (ended.status() == RunTests.TIMED_OUT) {
            return "the tests did not end within " + ended.timeout().toSeconds() + " s";
        }
        if (events.isComplete() || events.lacksCoverage()) {
            return "";
        }
        return ended.status() > SIGNAL
                ? "the process of the tests was ended by signal " + (ended.status() - SIGNAL)
                : "the process of the tests ended with status " + ended.status() + " before its last test";
    }

    /**
     * Checks that the tests could run.
     *
     * @throws UserException if the process did not end by itself, or the tool could not run
     */
    void check(TestSummary summary) throws IOException {
        if (events.lacksCoverage()) {
            throw UserException.of("The coverage cannot be measured: `coverage` is not installed with the tests")
                    .hint("add `pytest-cov` or `coverage` to the test requirements");
        }
        if (ended.status() == RunTests.TIMED_OUT) {
            throw UserException.of("The tests were ended: " + why() + output())
                    .hint("if they need more time: -Dpywar.testTimeout=SECONDS");
        }
        if (!why().isEmpty()) {
            throw UserException.of("The tests were not finished: " + why() + output())
                    .hint("the complete output is in " + ended.log());
        }
        boolean isInterrupted = ended.status() != 0 && summary.isSuccess();
        if (isInterrupted) {
            throw UserException.of("pytest could not run the tests: it ended with status " + ended.status() + output())
                    .hint("correct the configuration of pytest, or <testArguments>");
        }
    }

    private String output() throws IOException {
        if (!Files.isRegularFile(ended.log())) {
            return "";
        }
        List<String> lines =
                FileEnd.read(ended.log(), MAX_READ).stripTrailing().lines().toList();
        return shown(lines).stream().map(line -> "\n    | " + line).collect(Collectors.joining());
    }

    /** The first lines of Python's report about a crash name the test, the later ones only its tool. */
    private static List<String> shown(List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).contains(FATAL)) {
                return lines.subList(at, Math.min(lines.size(), at + MOST_LINES_OF_CRASH));
            }
        }
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }
}
