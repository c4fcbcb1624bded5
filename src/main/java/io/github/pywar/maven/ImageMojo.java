package io.github.pywar.maven;

import io.github.pywar.app.external.ExternalLibraries;
import io.github.pywar.app.image.BaseImage;
import io.github.pywar.app.image.BuildImage;
import io.github.pywar.app.image.ImageBuilder;
import io.github.pywar.app.image.ImageRequest;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a container image (OCI) with the application, without a container engine: to a tar file, or to a registry. The same
 * archive and the same base image give the same digest. The server of the archive is the command of the container.
 *
 * @since 1.0.0
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends AbstractImageMojo {

    final MavenServices services;

    @Inject
    ImageMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        ImageReader reader = new ImageReader(this);
        BaseImage base = reader.base();
        List<Artifact> archives = ProjectArchive.allOf(project);
        ImageRequest.Access access = reader.access(base);
        ExternalArtifacts jib = new ExternalArtifacts(services.repositories(), session, project, "image");
        try (ExternalLibraries libraries = jib.load("jib-core", "io.github.pywar.app.jib.JibImageBuilder")) {
            BuildImage task = new BuildImage(libraries.create(ImageBuilder.class), progress);
            for (Artifact archive : archives) {
                task.run(reader.request(archive, base, access));
            }
        }
    }
}
