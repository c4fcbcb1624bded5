package io.github.pywar.maven;

import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.target.TargetRuns;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.ExplodeApp;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Request for the folder of one target. */
    private record Exploded(ArchiveTarget target, AssembleApp.Request request) {}

    @Inject
    ExplodedMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(PomReader pom, Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        List<Exploded> all = new ArrayList<>();
        for (PomReader one : pom.targets(progress)) {
            all.add(new Exploded(one.target(once), one.assembly(once)));
        }
        Path trees = pom.cacheFolder().resolve("trees");
        new TargetRuns(progress).map(all, one -> one.target().name(), (one, own) -> {
            new ExplodeApp(own).run(one.request(), folder(one.target()), trees, Instant.now());
            return one;
        });
    }

    private Path folder(ArchiveTarget target) {
        String suffix = target.classifier().map("-"::concat).orElse("");
        return outputDirectory.toPath().resolve(finalName + suffix);
    }
}
