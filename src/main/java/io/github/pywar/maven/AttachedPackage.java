package io.github.pywar.maven;

import io.github.pywar.app.ospackage.BuildPackage;
import io.github.pywar.app.ospackage.PackageSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Package of an archive.
 *
 * @param archive with its classifier, which is also that of the package
 * @param file the package
 */
record AttachedPackage(Artifact archive, Path file) {

    static AttachedPackage write(BuildPackage task, Artifact archive, PackageSettings settings, File folder)
            throws IOException {
        return new AttachedPackage(archive, task.run(archive.getFile().toPath(), settings, folder.toPath()));
    }

    /** Adds the package to the artifacts of the project. */
    void attach(MavenProjectHelper projects, MavenProject project, String type) {
        String classifier = archive.hasClassifier() ? archive.getClassifier() : null;
        projects.attachArtifact(project, type, classifier, file.toFile());
    }
}
