package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** Wheel that a project builds. */
record ProjectWheel(MavenProject project) {

    /** Returns the wheel that this run of Maven has built, if any. */
    Optional<Artifact> find() {
        return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
                .filter(one -> one.getFile() != null && one.getFile().getName().endsWith("." + WheelDependencies.WHEEL))
                .findFirst();
    }

    /**
     * Returns the wheel that this run of Maven has built.
     *
     * @throws UserException if there is none
     */
    Artifact require() {
        return find().orElseThrow(() -> UserException.of(
                        "This run of Maven has not built a wheel of project `" + project.getArtifactId() + "`")
                .hint("build it in the same run: mvn package pywar:publish")
                .hint("only a project with <packaging>pywhl</packaging> builds a wheel"));
    }
}
