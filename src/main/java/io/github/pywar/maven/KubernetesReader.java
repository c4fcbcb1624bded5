package io.github.pywar.maven;

import io.github.pywar.app.kubernetes.ClusterSettings;
import io.github.pywar.app.kubernetes.KubernetesApp;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;

/** Reads what the manifests of an archive need: its image, and its settings in the cluster. */
record KubernetesReader(AbstractKubernetesMojo goal) {

    /** @param suffix of the names, which have the classifier of the archive */
    KubernetesApp.Request request(Artifact archive, String suffix, Optional<Path> zip) {
        return new KubernetesApp.Request(
                archive.getFile().toPath(),
                settings(suffix),
                goal.outputDirectory.toPath().resolve("pywar").resolve(KubernetesMojo.CLASSIFIER + suffix),
                zip,
                OutputTimestamp.parse(
                        goal.outputTimestamp, goal.session.getStartTime().toInstant()));
    }

    private ClusterSettings settings(String suffix) {
        return new ClusterSettings(
                goal.imageName.strip() + suffix,
                goal.imagePort,
                goal.imageUser.strip(),
                goal.kubernetesReplicas,
                goal.kubernetesProbePath.strip(),
                AbstractPywarMojo.value(goal.kubernetesProbeHost));
    }
}
