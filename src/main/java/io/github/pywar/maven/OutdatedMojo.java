package io.github.pywar.maven;

import io.github.pywar.app.report.ListingFormat;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.task.OutdatedApp;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows packages that have newer versions: versions that the requirements allow, and versions that they exclude.
 *
 * @since 1.0.0
 */
@Mojo(name = "outdated", threadSafe = true)
public final class OutdatedMojo extends AbstractUpgradeMojo {

    /**
     * Format of the list: {@code text}, {@code json}, or {@code markdown} for comments on merge requests.
     *
     * <p>Default: {@code text}. Example: {@code -Dpywar.format=markdown}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.format", defaultValue = "text")
    private String format;

    /**
     * File that receives the list.
     *
     * <p>Default: none, the list is in the log. Example: {@code -Dpywar.outputFile=target/outdated.md}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.outputFile")
    private File outputFile;

    @Inject
    OutdatedMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        ListingOutput output = new ListingOutput(
                ListingFormat.parse(format), Optional.ofNullable(outputFile).map(File::toPath));
        List<PomReader> targets = new PomReader(this).targets(progress);
        for (PomReader one : targets) {
            ListingOutput own = targets.size() == 1
                    ? output
                    : output.of(one.target(progress).name());
            new OutdatedApp(progress)
                    .run(one.application(progress), one.packageSources(progress), one.lock(), coolDown(), own);
        }
    }
}
