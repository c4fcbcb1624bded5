package io.github.pywar.maven;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.archiver.AbstractUnArchiver;
import org.codehaus.plexus.archiver.ArchiverException;
import org.codehaus.plexus.archiver.tar.TarGZipUnArchiver;
import org.codehaus.plexus.archiver.zip.ZipUnArchiver;
import org.codehaus.plexus.util.FileUtils;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Maven artifacts, unpacked into folders of sources. */
final class OverlayFiles {

    private final RepositorySystem system;
    private final MavenSession session;
    private final MavenProject project;
    private final Path workFolder;

    OverlayFiles(RepositorySystem system, MavenSession session, MavenProject project, Path workFolder) {
        this.system = system;
        this.session = session;
        this.project = project;
        this.workFolder = workFolder;
    }

    List<SourceFolder> of(List<Overlay> overlays) throws IOException {
        FileUtils.deleteDirectory(workFolder.toFile());
        List<SourceFolder> folders = new ArrayList<>();
        for (Overlay overlay : overlays) {
            Path folder = Files.createDirectories(workFolder.resolve(Integer.toString(folders.size())));
            unpack(overlay, resolve(overlay), folder);
            Patterns patterns = new Patterns(overlay.includes(), overlay.excludes(), false);
            folders.add(new SourceFolder(folder, "overlay " + overlay, overlay.targetPath(), patterns));
        }
        return folders;
    }

    private File resolve(Overlay overlay) {
        Artifact wanted = new DefaultArtifact(
                overlay.groupId(), overlay.artifactId(), overlay.classifier(), overlay.type(), version(overlay));
        try {
            ArtifactRequest request =
                    new ArtifactRequest(wanted, project.getRemoteProjectRepositories(), "pywar:overlay");
            return system.resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile();
        } catch (ArtifactResolutionException e) {
            throw UserException.of("Cannot find the overlay `" + overlay + "`: " + e.getMessage());
        }
    }

    private String version(Overlay overlay) {
        if (overlay.version() != null) {
            return overlay.version();
        }
        return project.getDependencies().stream()
                .filter(dependency -> isOf(dependency, overlay))
                .map(Dependency::getVersion)
                .findFirst()
                .orElseThrow(() -> UserException.of("The overlay `" + overlay + "` has no version")
                        .hint("give it a <version>, or add it to the project's <dependencies>"));
    }

    private static boolean isOf(Dependency dependency, Overlay overlay) {
        return dependency.getGroupId().equals(overlay.groupId())
                && dependency.getArtifactId().equals(overlay.artifactId())
                && dependency.getType().equals(overlay.type())
                && Objects.toString(dependency.getClassifier(), "").equals(overlay.classifier());
    }

    private static void unpack(Overlay overlay, File archive, Path folder) {
        AbstractUnArchiver unArchiver = switch (overlay.type()) {
            case "zip", "jar", "war" -> new ZipUnArchiver(archive);
            case "tar.gz", "tgz" -> new TarGZipUnArchiver(archive);
            default ->
                throw UserException.of("The overlay `" + overlay + "` is of no known form")
                        .hint("overlays are zip, jar or tar.gz");
        };
        unArchiver.setDestDirectory(folder.toFile());
        try {
            unArchiver.extract();
        } catch (ArchiverException e) {
            throw UserException.of("Cannot unpack the overlay `" + overlay + "`: " + e.getMessage());
        }
    }
}
