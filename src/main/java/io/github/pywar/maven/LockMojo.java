package io.github.pywar.maven;

import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.task.LockApp;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.request.CoolDown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the lock file {@code pylock.toml} (PEP 751): one version and one wheel, with its hash, for each required package.
 * Versions in an existing lock file are kept if they still fit.
 *
 * @since 1.0.0
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends AbstractUpgradeMojo {

    /**
     * Packages whose locked versions are ignored, so that newer versions can be selected; {@code all} for every package.
     *
     * <p>Default: none. Example: {@code -Dpywar.upgrade=flask,werkzeug}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.upgrade")
    private List<String> upgrade = new ArrayList<>();

    /**
     * Packages whose new start-up code is accepted: the lock records it. {@code NAME=HASH} accepts one line by the first 12
     * digits of its hash.
     *
     * <p>Default: none. Example: {@code -Dpywar.acceptStartupCode=coverage}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.acceptStartupCode")
    private List<String> acceptStartupCode = new ArrayList<>();

    @Inject
    LockMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        StartupRules accepted = StartupRules.parse(acceptStartupCode, "-Dpywar.acceptStartupCode");
        Optional<CoolDown> wait = coolDown();
        List<LockApp.Request> requests = new ArrayList<>();
        for (PomReader one : new PomReader(this).targets(progress)) {
            new DeclaredTargets(this).checkLockable(one.target(once));
            requests.add(new LockApp.Request(
                    one.application(once), one.packageSources(once), one.lock(), upgrade, accepted, wait));
        }
        new LockApp(progress).run(requests);
    }
}
