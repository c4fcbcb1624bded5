package io.github.pywar.maven;

import io.github.pywar.app.archive.ArchiveLayout;
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

/** Overlays: Maven artifacts, unpacked into source folders. */
final class OverlayFiles {

    private static final String PYWAR = "pywar";

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

    /** Resolves and unpacks overlays; returns one source folder per overlay. */
    List<SourceFolder> of(List<Overlay> overlays) throws IOException {
        FileUtils.deleteDirectory(workFolder.toFile());
        List<SourceFolder> folders = new ArrayList<>();
        for (Overlay overlay : overlays) {
            Path folder = Files.createDirectories(workFolder.resolve(Integer.toString(folders.size())));
            Path content = unpack(overlay.toString(), overlay.type(), resolve(overlay), folder);
            Patterns patterns = new Patterns(overlay.includes(), overlay.excludes(), false);
            folders.add(new SourceFolder(content, "overlay " + overlay, overlay.targetPath(), patterns));
        }
        return folders;
    }

    /** Returns the file of an overlay. */
    File resolve(Overlay overlay) {
        Artifact artifact = new DefaultArtifact(
                overlay.groupId(), overlay.artifactId(), overlay.classifier(), overlay.type(), version(overlay));
        try {
            ArtifactRequest request =
                    new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), "pywar:overlay");
            return system.resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile();
        } catch (ArtifactResolutionException e) {
            throw UserException.of("Cannot find the overlay `" + overlay + "`: " + e.getMessage())
                    .hint("check its coordinates, and the <repositories> of the POM");
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
                        .hint("add a <version> to it, or add it to the <dependencies> of the project"));
    }

    private static boolean isOf(Dependency dependency, Overlay overlay) {
        return dependency.getGroupId().equals(overlay.groupId())
                && dependency.getArtifactId().equals(overlay.artifactId())
                && dependency.getType().equals(overlay.type())
                && Objects.toString(dependency.getClassifier(), "").equals(overlay.classifier());
    }

    /**
     * Unpacks an overlay.
     *
     * @param overlay its name in messages
     * @return the folder of its files; for a {@code pywar} archive, the folder of the application's own files
     */
    static Path unpack(String overlay, String type, File archive, Path folder) {
        AbstractUnArchiver unArchiver = switch (type) {
            case "zip", "jar", "war", PYWAR -> new ZipUnArchiver(archive);
            case "tar.gz", "tgz" -> new TarGZipUnArchiver(archive);
            default ->
                throw UserException.of("The overlay `" + overlay + "` has the unknown type `" + type + "`")
                        .hint("use one of these: zip, jar, war, tar.gz, tgz, pywar");
        };
        unArchiver.setDestDirectory(folder.toFile());
        try {
            unArchiver.extract();
        } catch (ArchiverException e) {
            throw UserException.of("Cannot unpack the overlay `" + overlay + "`: " + e.getMessage());
        }
        return type.equals(PYWAR) ? application(overlay, folder) : folder;
    }

    private static Path application(String overlay, Path folder) {
        Path application = folder.resolve(ArchiveLayout.APPLICATION);
        if (Files.notExists(folder.resolve(ArchiveLayout.MANIFEST)) || !Files.isDirectory(application)) {
            throw UserException.of("The overlay `" + overlay + "` is not a pywar archive of an application: `"
                            + ArchiveLayout.MANIFEST + "` or `" + ArchiveLayout.APPLICATION + "/` is missing")
                    .hint("if it is another zip file, declare <type>zip</type>");
        }
        return application;
    }
}
