package io.github.pywar.maven;

import io.github.pywar.app.external.ExternalLibraries;
import io.github.pywar.app.image.BaseImage;
import io.github.pywar.app.image.BuildImage;
import io.github.pywar.app.image.ImageBuilder;
import io.github.pywar.app.image.ImageRequest;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.codehaus.plexus.util.FileUtils;

/**
 * Writes a container image (OCI) with the application, without a container engine: to a tar file, or to a registry. The same
 * archive and the same base image give the same digest. The server of the archive is the command of the container.
 *
 * @since 1.0.0
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class ImageMojo extends AbstractImageMojo {

    private static final String CACHE = ".cache/pywar/images";

    private final MavenServices services;

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
        BaseImage base = base();
        List<Artifact> archives = ProjectArchive.allOf(project);
        ImageRequest.Access access = access(base);
        ExternalArtifacts jib = new ExternalArtifacts(services.repositories(), session, project, "image");
        try (ExternalLibraries libraries = jib.load("jib-core", "io.github.pywar.app.jib.JibImageBuilder")) {
            BuildImage task = new BuildImage(libraries.create(ImageBuilder.class), progress);
            for (Artifact archive : archives) {
                task.run(request(archive, base, access));
            }
        }
    }

    private ImageRequest.Access access(BaseImage base) {
        RegistryCredentials known = new RegistryCredentials(new MavenNetwork(services.repositories(), session));
        return new ImageRequest.Access(
                base.reference().flatMap(name -> known.of(name, value(imageBaseServer), "<imageBaseServer>")),
                imagePush ? known.of(imageName, value(imageServer), "<imageServer>") : Optional.empty(),
                imageInsecure,
                session.isOffline());
    }

    private BuildImage.Request request(Artifact archive, BaseImage base, ImageRequest.Access access)
            throws IOException {
        String suffix = archive.hasClassifier() ? "-" + archive.getClassifier() : "";
        return new BuildImage.Request(
                archive.getFile().toPath(), base, imageName + suffix, declared(), access, imagePush, output(archive));
    }

    private BuildImage.Output output(Artifact archive) throws IOException {
        String name = archive.getFile().getName().replaceFirst("\\.pywar$", "");
        Path target = outputDirectory.toPath();
        Path work = target.resolve("pywar").resolve("image").resolve(name);
        FileUtils.deleteDirectory(work.toFile());
        return new BuildImage.Output(
                target.resolve(name + "-image.tar"),
                target.resolve(name + "-image.digest"),
                Files.createDirectories(work),
                session.getRepositorySession()
                        .getLocalRepository()
                        .getBasedir()
                        .toPath()
                        .resolve(CACHE));
    }
}
