package io.github.pywar.maven;

import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Packs the application, its libraries and its server-side tool into one archive, which becomes the project's artifact,
 * or stands beside it in a project of another packaging.
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractAppMojo {

    private static final String TAR_GZ = "tar.gz";

    /**
     * Whether the same files are also written and attached as {@code tar.gz}.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.tarGz}
     */
    @Parameter(property = "pywar.tarGz", defaultValue = "false")
    private boolean tarGz;

    @Inject
    PackageMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        PackageApp task = new PackageApp(progress);
        AssembleApp.Request request = request(progress);
        Path archive = file(DeployedArtifact.TYPE);
        // a receipt speaks of what was deployed: not of what is built now
        Files.deleteIfExists(ArchiveCheck.receipt(outputDirectory.toPath().resolve("pywar"), classifier));
        FileTree tree = task.run(request, archive);
        attach(archive.toFile());
        if (tarGz) {
            Path other = file(TAR_GZ);
            task.runTarGz(request, tree, other);
            services.projects().attachArtifact(project, TAR_GZ, qualifier(), other.toFile());
        }
    }

    private Path file(String extension) {
        String classified = hasClassifier() ? "-" + classifier : "";
        return outputDirectory.toPath().resolve(finalName + classified + "." + extension);
    }

    private void attach(File archive) {
        if (DeployedArtifact.TYPE.equals(project.getPackaging()) && !hasClassifier()) {
            project.getArtifact().setFile(archive);
        } else {
            services.projects().attachArtifact(project, DeployedArtifact.TYPE, qualifier(), archive);
        }
    }

    private String qualifier() {
        return hasClassifier() ? classifier : null;
    }

    private boolean hasClassifier() {
        return classifier != null && !classifier.isBlank();
    }
}
