package io.github.pywar.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Coordinates of a new project; their properties have the names that Maven's archetype plugin uses. */
abstract class AbstractCoordinatesMojo extends AbstractPywarMojo {

    /**
     * Group id in the POM.
     *
     * <p>Default: {@code com.example}. Example: {@code -DgroupId=org.example}
     *
     * @since 1.0.0
     */
    @Parameter(property = "groupId")
    String groupId;

    /**
     * Artifact id in the POM.
     *
     * <p>Default: the name in {@code pyproject.toml}, or the name of the folder. Example: {@code -DartifactId=shop}
     *
     * @since 1.0.0
     */
    @Parameter(property = "artifactId")
    String artifactId;

    /**
     * Version in the POM.
     *
     * <p>Default: {@code 1.0.0-SNAPSHOT}, or the version in {@code pyproject.toml} as a snapshot. Example: {@code
     * -Dversion=2.0.0}
     *
     * @since 1.0.0
     */
    @Parameter(property = "version")
    String version;
}
