package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestProgress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestConsoleTest {

    private final TestProgress progress = new TestProgress();
    private final TestConsole console = new TestConsole(progress);

    @Test
    void printsAModuleWhenTheNextOneBegins() {
        finish("one", "first");
        finish("one", "second");
        console.running("two");

        assertThat(progress.steps())
                .containsExactly(
                        "Running one",
                        "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.500 s" + " -- in one",
                        "Running two");
    }

    @Test
    void printsEachModuleOnceIfTestsRunInParallel() {
        console.mixModules();
        finish("one", "first");
        finish("two", "other");
        finish("one", "second");
        console.flush();

        assertThat(progress.steps())
                .containsExactly(
                        "Running one",
                        "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.500 s -- in one",
                        "Running two",
                        "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.250 s -- in two");
    }

    @Test
    void shortensLongReports() {
        String details = "line\n".repeat(100);
        console.result(new TestResult(
                "one", "", "first", TestResult.Outcome.FAILED, 0.25, "no", "Error", details, "3", "", ""));
        console.end(List.of());
        console.flush();

        assertThat(String.join("\n", progress.warnings())).contains("[60 lines left out]");
    }

    private void finish(String module, String name) {
        console.running(module);
        console.result(new TestResult(module, "", name, TestResult.Outcome.PASSED, 0.25, "", "", "", "", "", ""));
    }
}
