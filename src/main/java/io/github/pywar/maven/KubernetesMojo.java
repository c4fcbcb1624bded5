package io.github.pywar.maven;

import io.github.pywar.app.kubernetes.KubernetesApp;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes the objects of Kubernetes for the archive, as a base of Kustomize in {@code target/pywar/kubernetes}: the server
 * with its Service, a Deployment for each worker, a CronJob for each timer, and a Job for the hooks of {@code pre-deploy}.
 *
 * @since 1.0.0
 */
@Mojo(name = "kubernetes", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class KubernetesMojo extends AbstractKubernetesMojo {

    static final String CLASSIFIER = "kubernetes";

    private final MavenServices services;

    @Inject
    KubernetesMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        for (Artifact archive : ProjectArchive.allOf(project)) {
            String suffix = archive.hasClassifier() ? "-" + archive.getClassifier() : "";
            Optional<Path> zip = zip(archive);
            new KubernetesApp(progress).run(new KubernetesReader(this).request(archive, suffix, zip));
            zip.ifPresent(
                    file -> services.projects().attachArtifact(project, "zip", CLASSIFIER + suffix, file.toFile()));
        }
    }

    private Optional<Path> zip(Artifact archive) {
        String name = archive.getFile().getName().replaceFirst("\\.pywar$", "-" + CLASSIFIER + ".zip");
        return kubernetesAttach ? Optional.of(outputDirectory.toPath().resolve(name)) : Optional.empty();
    }
}
