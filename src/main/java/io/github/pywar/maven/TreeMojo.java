package io.github.pywar.maven;

import io.github.pywar.app.report.ListingFormat;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.task.TreeApp;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the dependency tree: from the application down, or from one package up to the application.
 *
 * @since 1.0.0
 */
@Mojo(name = "tree", threadSafe = true)
public final class TreeMojo extends AbstractAppMojo {

    /**
     * Package whose dependents are shown, up to the application.
     *
     * <p>Default: none, the complete tree is shown. Example: {@code -Dpywar.why=urllib3}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.why")
    private String why;

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
     * <p>Default: none, the list is in the log. Example: {@code -Dpywar.outputFile=target/tree.md}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.outputFile")
    private File outputFile;

    @Inject
    TreeMojo(MavenServices services) {
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
            new TreeApp(progress)
                    .run(new TreeApp.Request(
                            one.application(progress),
                            one.packageSources(progress),
                            one.lock(),
                            value(why).map(PackageName::parse),
                            targets.size() == 1
                                    ? output
                                    : output.of(one.target(progress).name())));
        }
    }
}
