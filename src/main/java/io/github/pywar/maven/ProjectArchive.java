package io.github.pywar.maven;

import io.github.pywar.app.sign.SignArchive;
import io.github.pywar.app.sign.SignProvenance;
import io.github.pywar.base.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/** Archives that a project builds, and their signatures. */
final class ProjectArchive {

    private static final Set<String> SIGNATURES = Set.of(
            DeployedArtifact.TYPE + ".asc",
            DeployedArtifact.TYPE + "." + SignArchive.EXTENSION,
            DeployedArtifact.TYPE + "." + SignProvenance.EXTENSION);

    /** Goals of projects that build a library, or test the archive of another project. */
    private static final Set<String> WITHOUT_ARCHIVE = Set.of("wheel", "publish", "test", "start", "stop", "audit");

    private ProjectArchive() {}

    /** Returns whether a project's build makes an archive: by its packaging, or by an execution of the plugin. */
    static boolean isBuiltBy(MavenProject project, Plugin pywar) {
        Plugin declared = project.getPlugin(pywar.getKey());
        return DeployedArtifact.TYPE.equals(project.getPackaging())
                || declared != null
                        && declared.getExecutions().stream()
                                .anyMatch(one -> !WITHOUT_ARCHIVE.containsAll(one.getGoals()));
    }

    /**
     * Returns the archives that this run of Maven has built.
     *
     * @throws UserException if there is none
     */
    static List<Artifact> allOf(MavenProject project) {
        List<Artifact> archives = built(project).toList();
        if (archives.isEmpty()) {
            throw missing(project);
        }
        return archives;
    }

    /**
     * Returns the archive of an Ansible collection.
     *
     * @throws UserException if this run of Maven has built none, or several
     */
    static Path onlyOf(MavenProject project) {
        List<Artifact> archives = allOf(project);
        if (archives.size() > 1) {
            throw UserException.of("An Ansible collection deploys one archive, and this build has made "
                            + archives.size() + ": "
                            + String.join(
                                    ", ",
                                    archives.stream()
                                            .map(one -> one.getFile().getName())
                                            .toList()))
                    .hint("build one of the targets: -Dpywar.target=NAME, with an <ansibleName> for each");
        }
        return archives.get(0).getFile().toPath();
    }

    /** Returns the files of the archives that this run of Maven has built; there may be none. */
    static List<Path> builtIn(MavenProject project) {
        return built(project).map(artifact -> artifact.getFile().toPath()).toList();
    }

    private static Stream<Artifact> built(MavenProject project) {
        return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
                .filter(artifact -> DeployedArtifact.TYPE.equals(artifact.getType()))
                .filter(artifact -> artifact.getFile() != null);
    }

    private static UserException missing(MavenProject project) {
        return UserException.of(
                        "This run of Maven has not built an archive of project `" + project.getArtifactId() + "`")
                .hint("name a phase that builds the archive before this goal: mvn package pywar:GOAL");
    }

    /**
     * Returns the archives that this run of Maven has built, or else those that the project depends on.
     *
     * @throws UserException if there is none
     */
    static List<Path> builtOrRequired(MavenProject project) {
        List<Path> required = project.getArtifacts().stream()
                .filter(artifact -> DeployedArtifact.TYPE.equals(artifact.getType()))
                .filter(artifact -> artifact.getFile() != null)
                .map(artifact -> artifact.getFile().toPath())
                .toList();
        List<Path> built = builtIn(project);
        if (built.isEmpty() && required.isEmpty()) {
            throw missing(project)
                    .hint(
                            "in a module for tests, declare a dependency with <type>pywar</type> and <scope>test</scope>");
        }
        return built.isEmpty() ? required : built;
    }

    /** Returns the signatures of an archive that this build has made, by itself or through maven-gpg-plugin. */
    static List<org.eclipse.aether.artifact.Artifact> signaturesOf(Artifact archive, MavenProject project) {
        return project.getAttachedArtifacts().stream()
                .filter(artifact -> SIGNATURES.contains(artifact.getType()))
                .filter(artifact -> Objects.equals(artifact.getClassifier(), archive.getClassifier()))
                .map(RepositoryUtils::toArtifact)
                .toList();
    }
}
