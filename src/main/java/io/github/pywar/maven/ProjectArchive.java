package io.github.pywar.maven;

import io.github.pywar.app.task.SignArchive;
import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** Finds the archives that a project has built. */
final class ProjectArchive {

    private static final Set<String> SIGNATURES =
            Set.of(DeployedArtifact.TYPE + ".asc", DeployedArtifact.TYPE + "." + SignArchive.EXTENSION);

    private ProjectArchive() {}

    /** @throws UserException when there is none yet */
    static List<Artifact> allOf(MavenProject project) {
        Stream<Artifact> all = Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream());
        List<Artifact> archives = all.filter(artifact -> DeployedArtifact.TYPE.equals(artifact.getType()))
                .filter(artifact -> artifact.getFile() != null)
                .toList();
        if (archives.isEmpty()) {
            throw UserException.of("Project `" + project.getArtifactId() + "` has no archive yet in this run of Maven")
                    .hint("run the phase that brings this goal, in one command: mvn verify, mvn deploy");
        }
        return archives;
    }

    /** @return the signatures that this build has made of an archive, by itself or through maven-gpg-plugin */
    static List<org.eclipse.aether.artifact.Artifact> signaturesOf(Artifact archive, MavenProject project) {
        return project.getAttachedArtifacts().stream()
                .filter(artifact -> SIGNATURES.contains(artifact.getType()))
                .filter(artifact -> Objects.equals(artifact.getClassifier(), archive.getClassifier()))
                .map(RepositoryUtils::toArtifact)
                .toList();
    }
}
