package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestVerdictTest {

    private static final TestSummary FAILED = new TestSummary(5, 1, 1, 1);
    private static final TestVerdict DEFAULT = new TestVerdict(false, false, true, "target/surefire-reports");

    private final TestProgress progress = new TestProgress();

    @Test
    void acceptsSuccessAndProjectsWithoutTests() {
        DEFAULT.check(new TestSummary(5, 0, 0, 1), List.of(), progress);
        DEFAULT.checkMissing(progress);

        assertThat(progress.steps()).containsExactly("No tests to run.");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void endsTheBuildAfterFailures() {
        UserException error =
                catchThrowableOfType(UserException.class, () -> DEFAULT.check(FAILED, List.of(), progress));

        Golden.assertMatches("testrun/failures.txt", error.getMessage());
    }

    @Test
    void explainsAMissingModule() {
        String details = "Traceback\nModuleNotFoundError: No module named '%s'\n";
        List<TestResult> results = new ArrayList<>();
        for (String module : List.of("pytest", "factory.django")) {
            results.add(TestResult.from(new ObjectMapper()
                    .createObjectNode()
                    .put("module", "test_cart")
                    .put("outcome", "error")
                    .put("details", details.formatted(module))));
        }
        TestSummary summary = TestSummary.of(results);

        assertThat(summary.missing()).containsExactlyInAnyOrder("pytest", "factory");
        Golden.assertMatches(
                "testrun/missing-module.txt",
                catchThrowableOfType(UserException.class, () -> DEFAULT.check(summary, List.of(), progress))
                        .getMessage());
    }

    @Test
    void reportsIgnoredFailures() {
        new TestVerdict(true, false, true, "").check(FAILED, List.of(), progress);

        assertThat(progress.warnings())
                .containsExactly("There are test failures, which are ignored (maven.test.failure.ignore)");
    }

    @Test
    void explainsASelectionWithoutTests() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> DEFAULT.check(TestSummary.NONE, List.of("cart", "!page"), progress));

        Golden.assertMatches("testrun/no-selected.txt", error.getMessage());
        new TestVerdict(false, true, false, "").check(TestSummary.NONE, List.of("cart"), progress);
    }

    @Test
    void warnsIfNoTestsWereFound() {
        DEFAULT.check(TestSummary.NONE, List.of(), progress);

        Golden.assertMatches("testrun/nothing-found.txt", String.join("\n", progress.warnings()));
    }

    @Test
    void endsTheBuildIfNoTestRanAlthoughThereAreTests() {
        TestSummary summary = TestSummary.NONE.without(unrun(1, false));

        assertThat(catchThrowableOfType(UserException.class, () -> DEFAULT.check(summary, List.of(), progress)))
                .hasMessageStartingWith("These tests did not run: pytest is not installed")
                .hasMessageEndingWith("\nhint: to build in spite of them: -Dmaven.test.failure.ignore");
        assertThat(catchThrowableOfType(UserException.class, () -> DEFAULT.check(summary, List.of("a"), progress)))
                .hasMessageStartingWith("These tests did not run: pytest is not installed");
        assertThat(progress.warnings()).isEmpty();

        new TestVerdict(true, false, true, "").check(summary, List.of(), progress);
        assertThat(progress.warnings()).hasSize(1);
    }

    @Test
    void warnsOfTestsThatDidNotRunBesideOthers() {
        DEFAULT.check(new TestSummary(5, 0, 0, 1).without(unrun(12, false)), List.of(), progress);

        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("\n    `test_9.py`: test_a and 2 more\n    and 2 more modules\nhint: pytest runs them")
                .doesNotContain("test_10");
    }

    @Test
    void warnsOfSourcesThatLookLikeTests() {
        DEFAULT.check(TestSummary.NONE.without(unrun(1, true)), List.of(), progress);

        assertThat(progress.warnings()).singleElement().asString().startsWith("These tests did not run");
    }

    private static UnrunTests unrun(int modules, boolean isSource) {
        List<UnrunTests.TestModule> all = new ArrayList<>();
        for (int i = 0; i < modules; i++) {
            all.add(new UnrunTests.TestModule(
                    "test_" + i + ".py", UnrunTests.Reason.NO_TEST_CASE, List.of("test_a"), 3, isSource));
        }
        return new UnrunTests(all);
    }

    @Test
    void explainsMissingTests() {
        TestVerdict strict = new TestVerdict(false, true, true, "");

        Golden.assertMatches(
                "testrun/no-tests.txt",
                catchThrowableOfType(UserException.class, () -> strict.checkMissing(progress))
                        .getMessage());
        assertThat(catchThrowableOfType(UserException.class, () -> strict.check(TestSummary.NONE, List.of(), progress))
                        .getMessage())
                .startsWith("No tests were found");
    }
}
