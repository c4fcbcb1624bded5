package io.github.pywar.maven;

import io.github.pywar.app.sign.SignArchive;
import io.github.pywar.app.sign.SignProvenance;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Files that {@code package} writes and attaches to the project.
 *
 * @param folder the build's output directory
 * @param finalName file name without classifier and extension
 */
record ArchiveFiles(
        MavenProject project,
        MavenProjectHelper artifacts,
        Optional<String> classifier,
        Path folder,
        String finalName) {

    private static final String TAR_GZ = "tar.gz";
    private static final String SBOM = "sbom";
    private static final String SBOM_TYPE = "cdx.json";
    private static final String PYTHON = "python";
    private static final String NOTICES = "notices";
    private static final String NOTICES_TYPE = "txt";

    /** End of the name of an interpreter beside an archive. */
    static final String PYTHON_SUFFIX = "-" + PYTHON + "." + TAR_GZ;

    static ArchiveFiles of(PackageMojo goal, Optional<String> classifier) {
        return new ArchiveFiles(
                goal.project, goal.services.projects(), classifier, goal.outputDirectory.toPath(), goal.finalName);
    }

    Path archive() {
        return file(DeployedArtifact.TYPE);
    }

    Path tarGz() {
        return file(TAR_GZ);
    }

    /** Returns the bill of materials, for example {@code shop-1.0.0-sbom.cdx.json}. */
    Path sbom() {
        return folder.resolve(finalName + "-" + sbomClassifier() + "." + SBOM_TYPE);
    }

    /** Returns the interpreter beside the archive, for example {@code shop-1.0.0-python.tar.gz}. */
    Path python() {
        return folder.resolve(finalName + suffix() + PYTHON_SUFFIX);
    }

    /** Returns the notices, for example {@code shop-1.0.0-notices.txt}. */
    Path notices() {
        return folder.resolve(finalName + "-" + classified(NOTICES) + "." + NOTICES_TYPE);
    }

    private String sbomClassifier() {
        return classified(SBOM);
    }

    private String classified(String part) {
        return classifier.isPresent() ? classifier.get() + "-" + part : part;
    }

    private String suffix() {
        return classifier.isPresent() ? "-" + classifier.get() : "";
    }

    /** Returns the record of the archive's build. */
    Path fingerprint() {
        return folder.resolve("pywar").resolve(archive().getFileName() + ".fingerprint");
    }

    /** Returns the files of a build. */
    List<Path> written(ArchiveForms forms) {
        List<Path> files = new ArrayList<>(List.of(archive()));
        if (forms.isSigned()) {
            files.add(SignArchive.beside(archive()));
        }
        if (forms.hasProvenance()) {
            files.add(SignProvenance.beside(archive()));
        }
        if (forms.hasSbom()) {
            files.add(sbom());
        }
        if (forms.hasNotices()) {
            files.add(notices());
        }
        if (forms.hasTarGz()) {
            files.add(tarGz());
        }
        if (forms.hasPython()) {
            files.add(python());
        }
        return files;
    }

    private Path file(String extension) {
        return folder.resolve(finalName + suffix() + "." + extension);
    }

    /** Deletes the signature, the provenance and the deployment receipt of an earlier archive: they do not apply to the next one. */
    void deleteOutdated() throws IOException {
        Files.deleteIfExists(SignArchive.beside(archive()));
        Files.deleteIfExists(SignProvenance.beside(archive()));
        Files.deleteIfExists(ArchiveCheck.receipt(folder.resolve("pywar"), classifier.orElse(null)));
    }

    /** Attaches the files to the project. */
    void attach(ArchiveForms forms) {
        attachArchive();
        if (forms.isSigned()) {
            attach(DeployedArtifact.TYPE + "." + SignArchive.EXTENSION, SignArchive.beside(archive()));
        }
        if (forms.hasProvenance()) {
            attach(DeployedArtifact.TYPE + "." + SignProvenance.EXTENSION, SignProvenance.beside(archive()));
        }
        if (forms.hasSbom()) {
            artifacts.attachArtifact(project, SBOM_TYPE, sbomClassifier(), sbom().toFile());
        }
        if (forms.hasNotices()) {
            artifacts.attachArtifact(
                    project, NOTICES_TYPE, classified(NOTICES), notices().toFile());
        }
        if (forms.hasTarGz()) {
            attach(TAR_GZ, tarGz());
        }
        if (forms.hasPython()) {
            artifacts.attachArtifact(project, TAR_GZ, classified(PYTHON), python().toFile());
        }
    }

    /** Makes the archive the project's artifact, if the packaging is {@code pywar} and there is no classifier. */
    private void attachArchive() {
        if (isMainArtifact()) {
            project.getArtifact().setFile(archive().toFile());
        } else {
            attach(DeployedArtifact.TYPE, archive());
        }
    }

    private void attach(String type, Path file) {
        artifacts.attachArtifact(project, type, classifier.orElse(null), file.toFile());
    }

    /**
     * Skips the goals of Maven that fail if the project has no artifact. Properties of the command line take precedence over
     * these.
     */
    void skipDeployment(Progress progress) {
        if (!hasPywarPackaging() || project.getArtifact().getFile() != null) {
            return;
        }
        for (String property : List.of("maven.install.skip", "gpg.skip", "maven.deploy.skip")) {
            project.getProperties().setProperty(property, "true");
        }
        progress.step("Without an archive, this project is not installed, signed or deployed");
    }

    /** Returns whether the project has the packaging {@code pywar}, and this archive is not its artifact. */
    boolean isAttachedOnly() {
        return hasPywarPackaging() && classifier.isPresent();
    }

    private boolean isMainArtifact() {
        return hasPywarPackaging() && classifier.isEmpty();
    }

    private boolean hasPywarPackaging() {
        return DeployedArtifact.TYPE.equals(project.getPackaging());
    }
}
