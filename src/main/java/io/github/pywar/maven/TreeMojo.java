package io.github.pywar.maven;

import io.github.pywar.app.task.TreeApp;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
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

    @Inject
    TreeMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(PomReader pom, Progress progress) throws IOException {
        for (PomReader one : pom.targets(progress)) {
            new TreeApp(progress)
                    .run(new TreeApp.Request(
                            one.application(progress),
                            one.packageSources(progress),
                            one.lock(),
                            value(why).map(PackageName::parse)));
        }
    }
}
