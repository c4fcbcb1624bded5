package io.github.pywar.maven;

import io.github.pywar.app.task.OutdatedApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows which projects have newer versions, those that the requirements allow and those that they keep away. */
@Mojo(name = "outdated", threadSafe = true)
public final class OutdatedMojo extends AbstractAskedMojo {

    @Inject
    OutdatedMojo(MavenServices services) {
        super(services);
    }

    @Override
    void answer(Progress progress) throws IOException {
        new OutdatedApp(progress)
                .run(new AppOfPom(this).spec(progress), new SupplyOfPom(this).supply(), new DeclaredOfPom(this).lock());
    }
}
