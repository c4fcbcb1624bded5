package io.github.pywar.maven;

import io.github.pywar.app.task.ExplodeApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/** Writes what the archive would hold as a folder, {@code target/FINALNAME}, for a look or for a server that reads it. */
@Mojo(name = "exploded", threadSafe = true)
public final class ExplodedMojo extends AbstractAppMojo {

    @Inject
    ExplodedMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        UnknownParameters.tell(project, execution, progress);
        Path folder = outputDirectory.toPath().resolve(finalName);
        new ExplodeApp(progress)
                .run(
                        new AssemblyOfPom(this).request(progress),
                        folder,
                        new SupplyOfPom(this).cacheFolder().resolve("trees"),
                        Instant.now());
    }
}
