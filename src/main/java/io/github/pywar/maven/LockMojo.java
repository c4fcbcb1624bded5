package io.github.pywar.maven;

import io.github.pywar.app.task.LockApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes {@code pylock.toml} (PEP 751): one version and one wheel of everything that is required, with hashes. Versions
 * in a lock that is already there are kept where they still fit.
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends AbstractAskedMojo {

    /**
     * Projects whose version in the present lock does not count; {@code all}: none of them counts.
     *
     * <p>Default: none. Example: {@code -Dpywar.upgrade=flask,werkzeug}
     */
    @Parameter(property = "pywar.upgrade")
    private List<String> upgrade = new ArrayList<>();

    @Inject
    LockMojo(MavenServices services) {
        super(services);
    }

    @Override
    void answer(Progress progress) throws IOException {
        new LockApp(progress)
                .run(new LockApp.Request(
                        new AppOfPom(this).spec(progress),
                        new SupplyOfPom(this).supply(),
                        new DeclaredOfPom(this).lock(),
                        upgrade));
    }
}
