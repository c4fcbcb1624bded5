package io.github.pywar.maven;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSuite;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Parameters of goals that run the project's code and its tests in a virtual environment of this machine.
 */
abstract class AbstractEnvironmentMojo extends AbstractAppMojo {

    /**
     * Dependency groups that only tests require, or extras of the project. They are never packed.
     *
     * <p>Default: the first of {@code test}, {@code tests}, {@code testing}, {@code dev} that the project declares.
     * Example: {@code -Dpywar.testGroups=test,lint}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testGroups")
    List<String> testGroups = new ArrayList<>();

    /**
     * Requirements files that only tests require. They are never packed.
     *
     * <p>Default: the first of {@code requirements-test.txt}, {@code test-requirements.txt}, {@code requirements-dev.txt}
     * and similar names that exists. Example: {@code -Dpywar.testRequirementsFiles=requirements/ci.txt}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testRequirementsFiles")
    List<File> testRequirementsFiles = new ArrayList<>();

    /**
     * Directory of the tests.
     *
     * <p>Default: {@code src/test/python}; if it does not exist, {@code tests} or {@code test} of an existing Python
     * project; and test modules in the source directory. Example: {@code <testSourceDirectory>tests/unit</testSourceDirectory>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testSourceDirectory")
    File testSourceDirectory;

    /**
     * Tests to run, in the notation of Surefire: modules or classes, {@code MODULE#TEST}, with globs, separated by commas;
     * {@code !} excludes.
     *
     * <p>Default: all. Example: {@code -Dtest=test_cart#test_total*}
     *
     * @since 1.0.0
     */
    @Parameter(property = "test")
    private String test;

    /**
     * Additional arguments of pytest.
     *
     * <p>Default: none. Example: {@code -Dpywar.testArguments=-m,not slow}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testArguments")
    private List<String> testArguments = new ArrayList<>();

    /**
     * Environment variables of the tests, in addition to those of Maven.
     *
     * <p>Default: none. Example: {@code
     * <testEnvironment><DJANGO_SETTINGS_MODULE>shop.settings.test</DJANGO_SETTINGS_MODULE></testEnvironment>}
     *
     * @since 1.0.0
     */
    @Parameter
    private Map<String, String> testEnvironment = Map.of();

    /**
     * Maximum time in seconds for all tests.
     *
     * <p>Default: {@code 3600}. Example: {@code -Dpywar.testTimeout=7200}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testTimeout", defaultValue = "3600")
    private int testTimeout;

    /**
     * Build the archive again, and prepare the environment of tests again, even if nothing has changed since the last
     * build.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    private boolean force;

    AbstractEnvironmentMojo(MavenServices services) {
        super(services);
    }

    @Override
    final LibraryModules sourceModules() {
        return LibraryModules.of(session, project, execution.getPlugin());
    }

    /** A project with the packaging {@code pywhl} has an application only if its POM declares one. */
    @Override
    final boolean isLibrary() {
        return WheelDependencies.PACKAGING.equals(project.getPackaging())
                && value(application).isEmpty();
    }

    /** Their environment has the test requirements. */
    @Override
    final boolean usesTestRequirements() {
        return true;
    }

    /**
     * Prepares the environment that Maven's own goals use: {@code target/pywar/venv}. Its Python imports the libraries of the
     * archive, the test requirements, and the sources of the project, from their folders.
     */
    final VirtualEnvironment environment(PomReader pom, Progress progress) throws IOException {
        return environment(outputDirectory.toPath().resolve("pywar").resolve("venv"), pom, progress);
    }

    /** Prepares an environment in a folder. */
    final VirtualEnvironment environment(Path folder, PomReader pom, Progress progress) throws IOException {
        return new EnvironmentReader(this, pom).prepare(folder, progress);
    }

    /** Returns the tests of the project; finding them needs no Python. */
    final Optional<TestSuite> suite() throws IOException {
        return TestSuite.find(
                project.getBasedir().toPath(),
                new ProjectFiles(this).python().path(),
                Optional.ofNullable(testSourceDirectory).map(File::toPath),
                List.of(sourceDirectory.toPath()));
    }

    /** Prepares the environment, and returns the request to run the tests in it. */
    final RunTests.Request request(TestSuite suite, boolean coverage, PomReader pom, Progress progress)
            throws IOException {
        VirtualEnvironment environment = environment(pom, progress);
        Path work = outputDirectory.toPath().resolve("pywar").resolve("test");
        return new RunTests.Request(environment, suite, environment.sources(), options(coverage), work, reports());
    }

    private RunTests.Options options(boolean coverage) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        testEnvironment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        Path report = outputDirectory.toPath().resolve("site/coverage/coverage.xml");
        return new RunTests.Options(
                selection(),
                testArguments,
                variables,
                Duration.ofSeconds(testTimeout),
                coverage ? Optional.of(report) : Optional.empty());
    }

    /** Returns the patterns of the selected tests. */
    final List<String> selection() {
        return value(test).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    @Override
    final boolean isForced() {
        return force;
    }

    /** Returns the folder of the JUnit XML files. */
    final Path reports() {
        return outputDirectory.toPath().resolve("surefire-reports");
    }
}
