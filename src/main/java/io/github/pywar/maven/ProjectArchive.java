package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** Finds the archives that a project has built. */
final class ProjectArchive {

    private ProjectArchive() {}

    /** @throws UserException when there is none yet */
    static List<Artifact> allOf(MavenProject project) {
        Stream<Artifact> all = Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream());
        List<Artifact> archives = all.filter(artifact -> DeployedArtifact.TYPE.equals(artifact.getType()))
                .filter(artifact -> artifact.getFile() != null)
                .toList();
        if (archives.isEmpty()) {
            throw UserException.of("Project `" + project.getArtifactId() + "` has no archive yet in this run of Maven")
                    .hint("run the phase `package` before, in the same command: mvn package pywar:verify");
        }
        return archives;
    }
}
