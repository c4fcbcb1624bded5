package io.github.pywar.app.testrun;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Verdict on a run: whether it ends the build.
 *
 * @param ignoresFailures whether failed tests are only reported
 * @param requiresTests whether it is an error if there are no tests
 * @param requiresSelected whether it is an error if no test was selected
 * @param reports name of the folder of the reports, for messages
 */
public record TestVerdict(boolean ignoresFailures, boolean requiresTests, boolean requiresSelected, String reports) {

    private static final String IN_SPITE = "to build in spite of them: -Dmaven.test.failure.ignore";

    /**
     * Checks a project without tests.
     *
     * @throws UserException if tests are required
     */
    public void checkMissing(Progress progress) {
        if (requiresTests) {
            throw none("The project has no tests");
        }
        progress.step("No tests to run.");
    }

    /**
     * Checks the numbers of a run.
     *
     * @param selection patterns of the selected tests
     * @throws UserException if a test failed, or none ran although there are tests, or although tests are required
     */
    public void check(TestSummary summary, List<String> selection, Progress progress) {
        checkUnrun(summary, progress);
        if (summary.run() == 0 && !selection.isEmpty() && requiresSelected) {
            throw UserException.of("No test matches `-Dtest=" + String.join(",", selection) + "`")
                    .hint("name a module, a class or a test: -Dtest=test_cart, -Dtest=CartTest#test_total")
                    .hint("to accept it, for example in other modules: -Dsurefire.failIfNoSpecifiedTests=false");
        }
        if (summary.run() == 0 && selection.isEmpty()) {
            checkEmpty(summary, progress);
        }
        if (!summary.isSuccess()) {
            checkFailures(summary, progress);
        }
    }

    /** A function that looks like a test may be none, so it is only reported if other tests ran. */
    private void checkUnrun(TestSummary summary, Progress progress) {
        Optional<UserException> unrun = summary.unrun().error();
        if (summary.run() == 0 && summary.unrun().areAmongTests() && !ignoresFailures) {
            throw unrun.orElseThrow().hint(IN_SPITE);
        }
        unrun.ifPresent(error -> progress.warning(error.what(), error.hints()));
    }

    private void checkEmpty(TestSummary summary, Progress progress) {
        UserException error = none("No tests were found");
        if (requiresTests) {
            throw error;
        }
        if (summary.unrun().modules().isEmpty()) {
            progress.warning(error.what(), error.hints());
        }
    }

    private void checkFailures(TestSummary summary, Progress progress) {
        if (!ignoresFailures) {
            throw failures(summary).hint("the reports are in " + reports).hint(IN_SPITE);
        }
        progress.failure("There are test failures, which are ignored (maven.test.failure.ignore)");
    }

    private static UserException failures(TestSummary summary) {
        UserException error = UserException.of("There are test failures\n    " + summary);
        return summary.missing().isEmpty()
                ? error
                : error.hint("the tests import what is not installed: `"
                        + String.join("`, `", new TreeSet<>(summary.missing()))
                        + "`. Add the packages to the group `test` in pyproject.toml, or select the group or the file"
                        + " that declares them with <testGroups> or <testRequirementsFiles>");
    }

    private static UserException none(String what) {
        return UserException.of(what)
                .hint("tests are in src/test/python, in files test_*.py, or in <testSourceDirectory>");
    }
}
