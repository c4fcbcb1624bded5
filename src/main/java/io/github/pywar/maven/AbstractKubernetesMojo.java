package io.github.pywar.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of the objects of Kubernetes. */
abstract class AbstractKubernetesMojo extends AbstractPywarMojo {

    /**
     * Name of the image, with its registry and its tag. The images of several targets have the classifiers of their archives
     * at the end.
     *
     * <p>Default: {@code ARTIFACTID:VERSION}. Example: {@code <imageName>registry.example.org/team/shop:1.0.0</imageName>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageName", defaultValue = "${project.artifactId}:${project.version}")
    String imageName;

    /**
     * Port that the server in the container listens on.
     *
     * <p>Default: {@code 8000}. Example: {@code -Dpywar.imagePort=8080}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imagePort", defaultValue = "8000")
    int imagePort;

    /**
     * User of the container, by number or name, with or without a group. It is not {@code root}.
     *
     * <p>Default: {@code 65532}. Example: {@code -Dpywar.imageUser=10001:10001}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageUser", defaultValue = "65532")
    String imageUser;

    /**
     * Number of pods of the server. Those of a worker are its {@code <instances>}.
     *
     * <p>Default: {@code 2}. Example: {@code -Dpywar.kubernetesReplicas=3}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.kubernetesReplicas", defaultValue = "2")
    int kubernetesReplicas;

    /**
     * Page that answers with a status from 200 to 399 if the application can serve.
     *
     * <p>Default: {@code /}. Example: {@code <kubernetesProbePath>/health</kubernetesProbePath>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.kubernetesProbePath", defaultValue = "/")
    String kubernetesProbePath;

    /**
     * Header {@code Host} of the requests of that page. Django answers other hosts than those of {@code ALLOWED_HOSTS} with
     * 400.
     *
     * <p>Default: the address of the pod. Example: {@code <kubernetesProbeHost>shop.example.org</kubernetesProbeHost>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.kubernetesProbeHost")
    String kubernetesProbeHost;

    /**
     * Attach the objects to the project, as a zip with the classifier {@code kubernetes}.
     *
     * <p>Default: {@code false}. Example: {@code <kubernetesAttach>true</kubernetesAttach>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.kubernetesAttach", defaultValue = "false")
    boolean kubernetesAttach;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File outputDirectory;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;
}
