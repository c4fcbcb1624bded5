package io.github.pywar.maven;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSuite;
import io.github.pywar.app.testrun.TestVerdict;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a run of the project's tests needs: the tests, their options, and what their result means. */
record TestReader(AbstractEnvironmentMojo goal, PomReader pom) {

    /** Returns the tests of the project; finding them needs no Python. */
    Optional<TestSuite> suite() throws IOException {
        return TestSuite.find(
                goal.project.getBasedir().toPath(),
                new ProjectFiles(goal).python().path(),
                AbstractPywarMojo.path(goal.testSourceDirectory),
                List.of(goal.sourceDirectory.toPath()));
    }

    /** Prepares the environment, and returns the request to run the tests in it. */
    RunTests.Request request(TestSuite suite, boolean coverage, Progress progress) throws IOException {
        VirtualEnvironment environment = new EnvironmentReader(goal, pom).prepare(progress);
        Path work = goal.outputDirectory.toPath().resolve("pywar").resolve("test");
        return new RunTests.Request(environment, suite, environment.sources(), options(coverage), work, reports());
    }

    private RunTests.Options options(boolean coverage) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(AbstractPywarMojo.variables(goal.testEnvironment));
        Path report = goal.outputDirectory.toPath().resolve("site/coverage/coverage.xml");
        return new RunTests.Options(
                selection(),
                goal.testArguments,
                variables,
                Duration.ofSeconds(goal.testTimeout),
                coverage ? Optional.of(report) : Optional.empty());
    }

    /** Returns the patterns of the selected tests. */
    List<String> selection() {
        List<String> patterns = new ArrayList<>();
        for (String one : AbstractPywarMojo.value(goal.test).orElse("").split(",")) {
            if (!one.isBlank()) {
                patterns.add(one.strip());
            }
        }
        return List.copyOf(patterns);
    }

    /** Returns the folder of the JUnit XML files. */
    private Path reports() {
        return goal.outputDirectory.toPath().resolve("surefire-reports");
    }

    /** Returns what a result of the tests means for the build. */
    TestVerdict verdict(TestMojo settings) {
        String reports = ProjectScope.label(goal.project.getBasedir().toPath(), reports());
        return new TestVerdict(
                settings.testFailureIgnore, settings.failIfNoTests, settings.failIfNoSpecifiedTests, reports);
    }
}
