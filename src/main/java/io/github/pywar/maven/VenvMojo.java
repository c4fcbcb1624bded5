package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the virtual environment {@code .venv} for the IDE and the shell: with the libraries of the archive, the test
 * requirements, and the sources of the project. Only differences to an earlier run are installed and removed.
 *
 * @since 1.0.0
 */
@Mojo(name = "venv", threadSafe = true)
public final class VenvMojo extends AbstractEnvironmentMojo {

    /**
     * Directory of the virtual environment for the IDE and the shell.
     *
     * <p>Default: {@code .venv}. Example: {@code -Dpywar.venvDirectory=venv}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.venvDirectory", defaultValue = "${project.basedir}/.venv")
    private File venvDirectory;

    @Inject
    VenvMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return !isLibrary();
    }

    @Override
    void run(Progress progress) throws IOException {
        new EnvironmentReader(this, new PomReader(this)).prepare(venvDirectory.toPath(), progress);
    }
}
