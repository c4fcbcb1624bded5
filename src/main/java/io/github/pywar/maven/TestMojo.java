package io.github.pywar.maven;

import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSuite;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the tests of the project: with pytest if it is among the dependencies, otherwise with unittest. The libraries are
 * those of the archive and the test requirements.
 *
 * @since 1.0.0
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TestMojo extends AbstractEnvironmentMojo {

    /**
     * Skip the tests.
     *
     * <p>Default: {@code false}. Example: {@code -DskipTests}
     *
     * @since 1.0.0
     */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    /**
     * Skip the tests, as {@code skipTests} does.
     *
     * <p>Default: {@code false}. Example: {@code -Dmaven.test.skip}
     *
     * @since 1.0.0
     */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean mavenTestSkip;

    /**
     * Report failed tests, and do not fail the build.
     *
     * <p>Default: {@code false}. Example: {@code -Dmaven.test.failure.ignore}
     *
     * @since 1.0.0
     */
    @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
    boolean testFailureIgnore;

    /**
     * Fail if the project has no tests.
     *
     * <p>Default: {@code false}. Example: {@code -DfailIfNoTests}
     *
     * @since 1.0.0
     */
    @Parameter(property = "failIfNoTests", defaultValue = "false")
    boolean failIfNoTests;

    /**
     * Fail if {@code test} selects no test.
     *
     * <p>Default: {@code true}. Example: {@code -Dsurefire.failIfNoSpecifiedTests=false}
     *
     * @since 1.0.0
     */
    @Parameter(property = "surefire.failIfNoSpecifiedTests", defaultValue = "true")
    boolean failIfNoSpecifiedTests;

    /**
     * Measure which lines the tests run: {@code target/site/coverage/coverage.xml}, in the format of Cobertura. The test
     * requirements must have {@code pytest-cov} or {@code coverage}.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.coverage}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.coverage", defaultValue = "false")
    private boolean coverage;

    @Inject
    TestMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        if (skipTests || mavenTestSkip) {
            progress.step("Tests are skipped.");
            return;
        }
        TestReader reader = new TestReader(this, new PomReader(this));
        Optional<TestSuite> suite = reader.suite();
        if (suite.isEmpty()) {
            reader.verdict(this).checkMissing(progress);
            return;
        }
        RunTests.Request request = reader.request(suite.get(), coverage, progress);
        reader.verdict(this).check(new RunTests(progress).run(request), reader.selection(), progress);
    }
}
