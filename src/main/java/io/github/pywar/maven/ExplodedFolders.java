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

/** Content of the archives of a project as folders, one for each target. */
record ExplodedFolders(ExplodedMojo goal, PomReader pom) {

    /** Request for the folder of one target. */
    private record Exploded(ArchiveTarget target, AssembleApp.Request request) {}

    /** Writes the folders. */
    void write(Progress progress) throws IOException {
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
        return goal.outputDirectory.toPath().resolve(goal.finalName + suffix);
    }
}
