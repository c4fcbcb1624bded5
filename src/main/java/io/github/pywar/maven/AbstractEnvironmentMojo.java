package io.github.pywar.maven;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of goals that run the project's code in a virtual environment of this machine. */
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
     * project. Example: {@code <testSourceDirectory>tests/unit</testSourceDirectory>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.testSourceDirectory")
    File testSourceDirectory;

    AbstractEnvironmentMojo(MavenServices services) {
        super(services);
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
}
