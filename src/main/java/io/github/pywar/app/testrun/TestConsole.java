package io.github.pywar.app.testrun;

import io.github.pywar.app.testrun.TestResult.Outcome;
import io.github.pywar.base.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Log of a run in the style of Surefire, which users and build servers know. The results of a module are printed when its
 * last test has ended, or the first one of another module; tests in parallel mix modules.
 */
final class TestConsole {

    private static final String LINE = "-------------------------------------------------------";
    private static final int MOST_LINES = 40;
    private static final int LONGEST_MESSAGE = 200;

    private final Progress progress;
    private final Map<String, List<TestResult>> open = new LinkedHashMap<>();
    private String current = "";

    TestConsole(Progress progress) {
        this.progress = progress;
    }

    void begin() {
        progress.step(LINE + "\n T E S T S\n" + LINE);
    }

    /** Reports that a test of a module begins. */
    void running(String module) {
        if (!module.equals(current)) {
            flush();
            current = module;
            progress.step("Running " + module);
        }
    }

    void result(TestResult result) {
        running(result.module());
        open.computeIfAbsent(result.module(), any -> new ArrayList<>()).add(result);
    }

    /** Prints the results of the modules that are not printed yet. */
    void flush() {
        open.forEach(this::module);
        open.clear();
    }

    private void module(String module, List<TestResult> results) {
        TestSummary summary = TestSummary.of(results);
        double seconds = results.stream().mapToDouble(TestResult::seconds).sum();
        String line = String.format(Locale.ROOT, "%s, Time elapsed: %.3f s", summary, seconds);
        if (summary.isSuccess()) {
            progress.step(line + " -- in " + module);
            return;
        }
        progress.failure(line + (summary.failures() > 0 ? " <<< FAILURE!" : " <<< ERROR!") + " -- in " + module);
        results.stream().filter(TestResult::isBad).forEach(this::details);
    }

    private void details(TestResult result) {
        progress.failure(String.format(
                Locale.ROOT,
                "%s -- Time elapsed: %.3f s <<< %s!",
                result.fullName(),
                result.seconds(),
                result.outcome() == Outcome.FAILED ? "FAILURE" : "ERROR"));
        String text = result.details().isBlank() ? result.message() : result.details();
        progress.failure(middleLeftOut(text));
        output("Output", result.output());
        output("Error output", result.errors());
    }

    private void output(String title, String text) {
        if (!text.isBlank()) {
            progress.failure(title + " of the test:\n" + middleLeftOut(text));
        }
    }

    private static String middleLeftOut(String text) {
        List<String> lines = text.stripTrailing().lines().toList();
        if (lines.size() <= MOST_LINES) {
            return String.join("\n", lines) + "\n";
        }
        List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES / 2));
        shown.add("[" + (lines.size() - MOST_LINES) + " lines left out]");
        shown.addAll(lines.subList(lines.size() - MOST_LINES / 2, lines.size()));
        return String.join("\n", shown) + "\n";
    }

    /** Prints the end of the log: each failed test on one line, and the numbers. */
    TestSummary end(List<TestResult> results) {
        TestSummary summary = TestSummary.of(results);
        progress.step("\nResults:\n");
        list("Failures:", Outcome.FAILED, results);
        list("Errors:", Outcome.ERROR, results);
        if (summary.isSuccess()) {
            progress.step(summary.toString());
        } else {
            progress.failure(summary.toString());
        }
        return summary;
    }

    private void list(String title, Outcome outcome, List<TestResult> results) {
        List<TestResult> found =
                results.stream().filter(one -> one.outcome() == outcome).toList();
        if (!found.isEmpty()) {
            progress.failure(title);
            found.forEach(one -> progress.failure("  " + line(one)));
        }
    }

    private static String line(TestResult result) {
        String where = result.where().isEmpty() ? "" : ":" + result.where();
        String first = result.message().lines().findFirst().orElse("").strip();
        String message = first.length() > LONGEST_MESSAGE ? first.substring(0, LONGEST_MESSAGE) + "..." : first;
        return result.fullName() + where + " " + message;
    }
}
