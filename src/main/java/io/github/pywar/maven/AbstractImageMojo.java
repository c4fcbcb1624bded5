package io.github.pywar.maven;

import java.io.File;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of container images. */
abstract class AbstractImageMojo extends AbstractPywarMojo {

    /**
     * Image below the application: an image of a registry with the Python of the target, a file made by {@code docker save}
     * ({@code *.tar}), or {@code scratch}.
     *
     * <p>Default: none, required. Example: {@code <imageBase>registry.example.org/python:3.11-slim</imageBase>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageBase")
    String imageBase;

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
     * Push the image to its registry, instead of writing it to a file.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.imagePush}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imagePush", defaultValue = "false")
    boolean imagePush;

    /**
     * Id of a {@code <server>} in settings.xml with the user and the password, or the token, for pushing the image.
     *
     * <p>Default: the host of the registry, if there is such a server. Example: {@code <imageServer>images</imageServer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageServer")
    String imageServer;

    /**
     * Id of a {@code <server>} in settings.xml with the user and the password, or the token, for the base image.
     *
     * <p>Default: the host of the registry, if there is such a server. Example: {@code
     * <imageBaseServer>images</imageBaseServer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageBaseServer")
    String imageBaseServer;

    /**
     * Accept registries whose certificate is not valid, or that have no TLS.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.imageInsecure}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imageInsecure", defaultValue = "false")
    boolean imageInsecure;

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
     * Environment variables of the container. Anyone who can read the image can read them.
     *
     * <p>Default: none. Example: {@code <imageEnvironment><TZ>UTC</TZ></imageEnvironment>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> imageEnvironment = Map.of();

    /**
     * Labels of the image, in addition to the title, the version and the time of the archive. An element without text
     * removes a label.
     *
     * <p>Default: none. Example: {@code
     * <imageLabels><org.opencontainers.image.revision>3f9c2b7</org.opencontainers.image.revision></imageLabels>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> imageLabels = Map.of();

    /**
     * Python of the base image that runs the application. It has no effect on an archive with an interpreter.
     *
     * <p>Default: {@code python3}. Example: {@code <imagePython>/usr/local/bin/python3.11</imagePython>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.imagePython", defaultValue = "python3")
    String imagePython;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File outputDirectory;
}
