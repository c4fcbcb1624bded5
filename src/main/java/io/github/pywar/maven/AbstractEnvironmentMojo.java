package io.github.pywar.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    String test;

    /**
     * Additional arguments of pytest.
     *
     * <p>Default: none. Example: {@code -Dpywar.testArguments=-m,not slow}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testArguments")
    List<String> testArguments = new ArrayList<>();

    /**
     * Environment variables of the tests, in addition to those of Maven.
     *
     * <p>Default: none. Example: {@code
     * <testEnvironment><DJANGO_SETTINGS_MODULE>shop.settings.test</DJANGO_SETTINGS_MODULE></testEnvironment>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> testEnvironment = Map.of();

    /**
     * Maximum time in seconds for all tests.
     *
     * <p>Default: {@code 3600}. Example: {@code -Dpywar.testTimeout=7200}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testTimeout", defaultValue = "3600")
    int testTimeout;

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

    /** A project with the packaging {@code pywhl} has an application only if its POM declares one. */
    @Override
    final boolean isLibrary() {
        return WheelDependencies.PACKAGING.equals(project.getPackaging())
                && value(application).isEmpty();
    }

    @Override
    final boolean makesEnvironment() {
        return true;
    }

    @Override
    final boolean isForced() {
        return force;
    }
}
