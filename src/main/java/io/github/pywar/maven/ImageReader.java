package io.github.pywar.maven;

import io.github.pywar.app.image.BaseImage;
import io.github.pywar.app.image.BuildImage;
import io.github.pywar.app.image.ImageDefaults;
import io.github.pywar.app.image.ImageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.codehaus.plexus.util.FileUtils;

/** Reads what an image needs: its base, its name, its settings, and the credentials of the registries. */
record ImageReader(ImageMojo goal) {

    private static final String CACHE = ".cache/pywar/images";

    BaseImage base() {
        return BaseImage.parse(
                AbstractPywarMojo.value(goal.imageBase).orElseThrow(BaseImage::missing),
                goal.project.getBasedir().toPath());
    }

    /** Returns how the registries of the base image and of the image are accessed. */
    ImageRequest.Access access(BaseImage base) {
        RegistryCredentials known =
                new RegistryCredentials(new MavenNetwork(goal.services.repositories(), goal.session));
        return new ImageRequest.Access(
                base.reference().flatMap(name -> known.of(name, server(goal.imageBaseServer), "<imageBaseServer>")),
                goal.imagePush ? known.of(goal.imageName, server(goal.imageServer), "<imageServer>") : Optional.empty(),
                goal.imageInsecure,
                goal.session.isOffline());
    }

    private static Optional<String> server(String id) {
        return AbstractPywarMojo.value(id);
    }

    /** Returns the request for the image of an archive. */
    BuildImage.Request request(Artifact archive, BaseImage base, ImageRequest.Access access) throws IOException {
        String suffix = archive.hasClassifier() ? "-" + archive.getClassifier() : "";
        return new BuildImage.Request(
                archive.getFile().toPath(),
                base,
                goal.imageName + suffix,
                declared(),
                access,
                goal.imagePush,
                output(archive));
    }

    private ImageDefaults.Declared declared() {
        return new ImageDefaults.Declared(
                goal.imagePort,
                goal.imageUser.strip(),
                AbstractPywarMojo.variables(goal.imageEnvironment),
                AbstractPywarMojo.variables(goal.imageLabels),
                goal.imagePython);
    }

    private BuildImage.Output output(Artifact archive) throws IOException {
        String name = archive.getFile().getName().replaceFirst("\\.pywar$", "");
        Path target = goal.outputDirectory.toPath();
        Path work = target.resolve("pywar").resolve("image").resolve(name);
        FileUtils.deleteDirectory(work.toFile());
        return new BuildImage.Output(
                target.resolve(name + "-image.tar"),
                target.resolve(name + "-image.digest"),
                Files.createDirectories(work),
                goal.session
                        .getRepositorySession()
                        .getLocalRepository()
                        .getBasedir()
                        .toPath()
                        .resolve(CACHE));
    }
}
