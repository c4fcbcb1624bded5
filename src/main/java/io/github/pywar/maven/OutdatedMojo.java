package io.github.pywar.maven;

import io.github.pywar.app.task.OutdatedApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows packages that have newer versions: versions that the requirements allow, and versions that they exclude.
 *
 * @since 1.0.0
 */
@Mojo(name = "outdated", threadSafe = true)
public final class OutdatedMojo extends AbstractAppMojo {

    @Inject
    OutdatedMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(PomReader pom, Progress progress) throws IOException {
        for (PomReader one : pom.targets(progress)) {
            new OutdatedApp(progress).run(one.application(progress), one.packageSources(progress), one.lock());
        }
    }
}
