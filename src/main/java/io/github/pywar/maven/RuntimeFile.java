package io.github.pywar.maven;

import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.embedded.PythonArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * File of the interpreter that {@code <runtime>} declares.
 *
 * @param goal with the declaration
 */
record RuntimeFile(AbstractAppMojo goal) {

    private static final String FROM = "\n    from: <runtime>";
    private static final List<String> TYPES = List.of("tar.gz", "tgz", "zip");
    private static final int SHORT = 4;
    private static final int LONG = 5;

    /**
     * Returns the interpreter, after the check that it fits the target.
     *
     * @param beside name of the file beside the archive, if it is not inside
     */
    EmbeddedPython read(TargetEnvironment target, String beside, Instant time) throws IOException {
        PythonRuntime declared = goal.runtime;
        Path work = goal.outputDirectory.toPath().resolve("pywar").resolve("runtime");
        return new PythonArchive(find(), declared.toString(), declared.inside(), beside).read(target, work, time);
    }

    /** Returns the file, from the Maven repository or from this machine. */
    Path find() {
        PythonRuntime declared = goal.runtime;
        if (declared.artifact().isEmpty() == declared.file().isEmpty()) {
            throw UserException.of("<runtime> needs either an <artifact> or a <file>" + FROM)
                    .hint("set <runtime><artifact>com.example:cpython:3.11.9:tar.gz</artifact></runtime>");
        }
        return declared.artifact().isEmpty() ? file(declared.file()) : resolved(artifact(declared.artifact()));
    }

    private Path file(String text) {
        Path file = goal.project.getBasedir().toPath().resolve(text);
        if (!Files.isRegularFile(file)) {
            throw UserException.of("There is no file `" + text + "`" + FROM)
                    .hint("name a tar.gz or zip file with an interpreter");
        }
        return file;
    }

    private static Artifact artifact(String text) {
        String[] parts = text.split(":", -1);
        boolean isLong = parts.length == LONG;
        if (!isLong && parts.length != SHORT || !TYPES.contains(parts[parts.length - 1])) {
            throw UserException.of("`" + text + "` does not name an interpreter" + FROM)
                    .hint(
                            "write groupId:artifactId:version:type, or groupId:artifactId:version:classifier:type; the type is"
                                    + " `tar.gz` or `zip`");
        }
        return new DefaultArtifact(parts[0], parts[1], isLong ? parts[3] : "", parts[parts.length - 1], parts[2]);
    }

    private Path resolved(Artifact artifact) {
        try {
            ArtifactRequest request =
                    new ArtifactRequest(artifact, goal.project.getRemoteProjectRepositories(), "pywar:runtime");
            return goal.services
                    .repositories()
                    .resolveArtifact(goal.session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw UserException.of("Cannot find the interpreter `" + goal.runtime + "`: " + e.getMessage() + FROM)
                    .hint("check its coordinates, and the <repositories> of the POM");
        }
    }
}
