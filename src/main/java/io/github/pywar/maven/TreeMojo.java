package io.github.pywar.maven;

import io.github.pywar.app.task.TreeApp;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows which project needs which: from the application down, or from one project up to the application. */
@Mojo(name = "tree", threadSafe = true)
public final class TreeMojo extends AbstractAskedMojo {

    /**
     * The project whose users are shown.
     *
     * <p>Default: none, everything is shown. Example: {@code -Dpywar.why=urllib3}
     */
    @Parameter(property = "pywar.why")
    private String why;

    @Inject
    TreeMojo(MavenServices services) {
        super(services);
    }

    @Override
    void answer(Progress progress) throws IOException {
        new TreeApp(progress)
                .run(new TreeApp.Request(
                        new AppOfPom(this).spec(progress),
                        new SupplyOfPom(this).supply(),
                        new DeclaredOfPom(this).lock(),
                        said(why).map(PackageName::parse)));
    }
}
