package io.github.pywar.maven;

import io.github.pywar.app.publish.PublishWheel;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Uploads the wheel of a library to a repository of Python packages: PyPI, Nexus, Artifactory, devpi or pypiserver.
 *
 * @since 1.0.0
 */
@Mojo(name = "publish", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class PublishMojo extends AbstractPywarMojo {

    /**
     * URL of the repository that accepts uploads.
     *
     * <p>Default: none, required. Example: {@code <publishUrl>https://nexus.example.org/repository/pypi/</publishUrl>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.publishUrl")
    private String publishUrl;

    /**
     * Id of a {@code <server>} in settings.xml with the user and the password, or the token, for uploads.
     *
     * <p>Default: none. Example: {@code <publishServer>python-packages</publishServer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.publishServer")
    private String publishServer;

    /**
     * Skip a wheel that the repository has already, instead of failing.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.skipExisting}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.skipExisting", defaultValue = "false")
    private boolean skipExisting;

    private final MavenServices services;

    @Inject
    PublishMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    void run(Progress progress) throws IOException {
        ProjectWheel wheel = new ProjectWheel(project);
        if (wheel.find().isEmpty() && session.getProjects().size() > 1 && !isLibrary()) {
            progress.step("Skipped: this module builds no wheel");
            return;
        }
        Artifact built = wheel.require();
        UploadTarget target = new UploadTarget(value(publishUrl), value(publishServer), services, session);
        try (Http http = target.http(project)) {
            new PublishWheel(http, progress)
                    .run(
                            built.getFile().toPath(),
                            new PublishWheel.Repository(target.uri(), target.server(), skipExisting));
        }
    }

    private boolean isLibrary() {
        return WheelDependencies.PACKAGING.equals(project.getPackaging());
    }
}
