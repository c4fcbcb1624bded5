package io.github.pywar.maven;

import io.github.pywar.app.task.ExplodeApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes the content of the archive as a directory, {@code target/FINALNAME}.
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
    void run(PomReader pom, Progress progress) throws IOException {
        Path folder = outputDirectory.toPath().resolve(finalName);
        Path trees = pom.cacheFolder().resolve("trees");
        new ExplodeApp(progress).run(pom.assembly(progress), folder, trees, Instant.now());
    }
}
