package io.github.pywar.app.testrun;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Numbers of tests.
 *
 * @param run all tests, with those that were skipped
 * @param missing names of top-level modules that Python did not find for tests that failed
 * @param unrun tests that did not run, because they need pytest
 */
public record TestSummary(int run, int failures, int errors, int skipped, Set<String> missing, UnrunTests unrun) {

    /** No tests. */
    public static final TestSummary NONE = new TestSummary(0, 0, 0, 0);

    public TestSummary {
        missing = Set.copyOf(missing);
    }

    /** Numbers of tests that found all modules. */
    public TestSummary(int run, int failures, int errors, int skipped) {
        this(run, failures, errors, skipped, Set.of(), UnrunTests.NONE);
    }

    /** Returns the same numbers, with tests that did not run. */
    TestSummary without(UnrunTests others) {
        return new TestSummary(run, failures, errors, skipped, missing, others);
    }

    static TestSummary of(Collection<TestResult> results) {
        return new TestSummary(
                results.size(),
                count(results, TestResult.Outcome.FAILED),
                count(results, TestResult.Outcome.ERROR),
                count(results, TestResult.Outcome.SKIPPED),
                missing(results),
                UnrunTests.NONE);
    }

    private static Set<String> missing(Collection<TestResult> results) {
        Set<String> missing = new TreeSet<>();
        for (TestResult result : results) {
            result.missingModule().ifPresent(missing::add);
        }
        return missing;
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
