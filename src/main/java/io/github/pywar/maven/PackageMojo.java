package io.github.pywar.maven;

import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.app.task.SignArchive;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /**
     * The file of a secret Ed25519 key (PEM, PKCS #8) that signs the archive: {@code ARCHIVE.sig} is attached beside it. The
     * key itself never stands here. Signatures with OpenPGP are made by maven-gpg-plugin.
     *
     * <p>Default: none. Example: {@code -Dpywar.signingKey=/run/secrets/signing-key.pem}
     */
    @Parameter(property = "pywar.signingKey")
    private String signingKey;

    /**
     * The id of a {@code <server>} in settings.xml whose {@code <privateKey>} is that file and whose {@code <passphrase>}
     * opens it.
     *
     * <p>Default: none. Example: {@code <signingServer>signing</signingServer>}
     */
    @Parameter(property = "pywar.signingServer")
    private String signingServer;

    @Inject
    PackageMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        UnknownParameters.tell(project, execution, progress);
        new BuildCacheInputs(session).warning(project).ifPresent(progress::warning);
        Optional<SigningKey> key = signingKey();
        PackageApp task = new PackageApp(progress);
        AssembleApp.Request request = new AssemblyOfPom(this).request(progress);
        Path archive = file(DeployedArtifact.TYPE);
        Files.deleteIfExists(SignArchive.beside(archive));
        // a receipt speaks of what was deployed: not of what is built now
        Files.deleteIfExists(ArchiveCheck.receipt(outputDirectory.toPath().resolve("pywar"), classifier));
        FileTree tree = task.run(request, archive);
        attach(archive);
        if (key.isPresent()) {
            Path signature = new SignArchive(key.get(), progress).run(tree, archive);
            attachBeside(DeployedArtifact.TYPE + "." + SignArchive.EXTENSION, signature);
        }
        if (tarGz) {
            Path other = file(TAR_GZ);
            task.runTarGz(request, tree, other);
            attachBeside(TAR_GZ, other);
        }
    }

    /** Maven's own goals fail where a project has no artifact; what the command line declares counts more than this. */
    @Override
    void skipped(Progress progress) {
        if (!DeployedArtifact.TYPE.equals(project.getPackaging())
                || project.getArtifact().getFile() != null) {
            return;
        }
        for (String property : List.of("maven.install.skip", "gpg.skip", "maven.deploy.skip")) {
            project.getProperties().setProperty(property, "true");
        }
        progress.step("Without an archive, nothing of this project is installed, signed or deployed");
    }

    private Optional<SigningKey> signingKey() throws IOException {
        Path base = project.getBasedir().toPath();
        return new SigningOfPom(services.decrypter(), session.getSettings(), base)
                .key(said(signingKey), said(signingServer));
    }

    private Path file(String extension) {
        String classified = hasClassifier() ? "-" + classifier : "";
        return outputDirectory.toPath().resolve(finalName + classified + "." + extension);
    }

    private void attach(Path archive) {
        if (DeployedArtifact.TYPE.equals(project.getPackaging()) && !hasClassifier()) {
            project.getArtifact().setFile(archive.toFile());
        } else {
            attachBeside(DeployedArtifact.TYPE, archive);
        }
    }

    private void attachBeside(String type, Path file) {
        services.projects().attachArtifact(project, type, qualifier(), file.toFile());
    }

    private String qualifier() {
        return hasClassifier() ? classifier : null;
    }

    private boolean hasClassifier() {
        return classifier != null && !classifier.isBlank();
    }
}
