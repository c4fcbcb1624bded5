package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Packs the application, its libraries and its server-side tool into one archive. The archive is the project's artifact, or
 * is attached to a project of another packaging.
 *
 * @since 1.0.0
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractSignedMojo {

    /**
     * Also write and attach the same files as a {@code tar.gz} archive.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.tarGz}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.tarGz", defaultValue = "false")
    boolean tarGz;

    /**
     * Build the archive again, and prepare the environment of tests again, even if nothing has changed since the last
     * build.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    boolean force;

    @Inject
    PackageMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        Optional<String> warning = new BuildCacheExtension(session).warning(project);
        if (warning.isPresent()) {
            progress.warning(warning.get());
        }
        new ArchiveBuilds(this, new PomReader(this)).runIfChanged(progress);
    }

    @Override
    boolean isForced() {
        return force;
    }

    @Override
    void afterSkip(Progress progress) {
        ArchiveFiles.of(this, value(classifier)).skipDeployment(progress);
    }
}
