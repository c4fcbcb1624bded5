package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes the content of the archive as a directory, {@code target/FINALNAME}. With several targets, each has a directory
 * with the name of its archive.
 *
 * @since 1.0.0
 */
@Mojo(name = "exploded", threadSafe = true)
public final class ExplodedMojo extends AbstractAppMojo {

    @Inject
    ExplodedMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        new ExplodedFolders(this, new PomReader(this)).write(progress);
    }
}
