package io.github.pywar.app.testrun;

import java.util.Collection;

/**
 * Numbers of tests.
 *
 * @param run all tests, with those that were skipped
 */
public record TestSummary(int run, int failures, int errors, int skipped) {

    /** No tests. */
    public static final TestSummary NONE = new TestSummary(0, 0, 0, 0);

    static TestSummary of(Collection<TestResult> results) {
        return new TestSummary(
                results.size(),
                count(results, TestResult.Outcome.FAILED),
                count(results, TestResult.Outcome.ERROR),
                count(results, TestResult.Outcome.SKIPPED));
    }

    private static int count(Collection<TestResult> results, TestResult.Outcome outcome) {
        return (int) results.stream().filter(one -> one.outcome() == outcome).count();
    }

    /** Returns whether no test failed. */
    public boolean isSuccess() {
        return failures == 0 && errors == 0;
    }

    /** Returns the line that build servers know from Surefire. */
    @Override
    public String toString() {
        return "Tests run: " + run + ", Failures: " + failures + ", Errors: " + errors + ", Skipped: " + skipped;
    }
}
