package io.github.pywar.maven;

import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Packs the application, its libraries and its server-side tool into one archive. The archive is the project's artifact, or
 * is attached to a project of another packaging.
 *
 * @since 1.0.0
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractSignedMojo {

    /**
     * Also write and attach the same files as a {@code tar.gz} archive.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.tarGz}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.tarGz", defaultValue = "false")
    private boolean tarGz;

    /**
     * Build the archive again, and prepare the environment of tests again, even if nothing has changed since the last
     * build.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    private boolean force;

    @Inject
    PackageMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(PomReader pom, Progress progress) throws IOException {
        warnOfBuildCache(progress);
        Optional<Path> key = pom.signingKeyFile(value(signingKey), value(signingServer));
        ArchiveForms forms = forms(key.isPresent());
        List<ArchiveFiles> archives = archives(pom, progress);
        Path fingerprint = archives.get(0).fingerprint();
        new UnchangedBuild(this, pom, force)
                .orElse(fingerprint, written(archives, forms), key, new ArchiveBuilds(this, pom), progress);
        for (ArchiveFiles one : archives) {
            one.attach(forms);
        }
        if (value(target).isPresent() && archives.get(0).isAttachedOnly()) {
            progress.step("The archive of the first target is not built: `mvn install` and `mvn deploy` need it");
        }
    }

    /** In every build, so without streams. */
    private List<ArchiveFiles> archives(PomReader pom, Progress progress) {
        List<ArchiveFiles> archives = new ArrayList<>();
        for (Optional<String> one : pom.classifiers(progress)) {
            archives.add(files(one));
        }
        return archives;
    }

    private static List<Path> written(List<ArchiveFiles> archives, ArchiveForms forms) {
        List<Path> files = new ArrayList<>();
        for (ArchiveFiles one : archives) {
            files.addAll(one.written(forms));
        }
        return files;
    }

    private void warnOfBuildCache(Progress progress) throws IOException {
        Optional<String> warning = new BuildCacheInputs(session).warning(project);
        if (warning.isPresent()) {
            progress.warning(warning.get());
        }
    }

    private ArchiveForms forms(boolean isSigned) {
        boolean hasPython = runtime != null && !runtime.inside();
        return new ArchiveForms(isSigned, value(provenanceBuilder).isPresent(), sbom, notices, tarGz, hasPython);
    }

    /** Returns the build of one archive; reads the key that signs it, and the lock of its target for the provenance. */
    ArchiveBuild build(ArchiveTarget target, PomReader pom) throws IOException {
        Optional<SigningKey> key = pom.signingKey(value(signingKey), value(signingServer));
        Optional<SignedBuild> signed = new ProvenanceReader(this, pom).read(key);
        return new ArchiveBuild(target.name(), files(target.classifier()), signed, tarGz);
    }

    /** Returns the files of the archive with a classifier. */
    ArchiveFiles files(Optional<String> classifier) {
        return new ArchiveFiles(project, services.projects(), classifier, outputDirectory.toPath(), finalName);
    }

    @Override
    boolean isForced() {
        return force;
    }

    @Override
    void afterSkip(Progress progress) {
        files(value(classifier)).skipDeployment(progress);
    }
}
