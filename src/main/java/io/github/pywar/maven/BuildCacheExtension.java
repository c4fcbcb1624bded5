package io.github.pywar.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Extension;
import org.apache.maven.project.MavenProject;

/**
 * Apache's maven-build-cache-extension. Without a list of the inputs of an archive, it would restore an old archive after a
 * change of a Python source or a requirements file.
 */
final class BuildCacheExtension {

    private static final String NAME = "maven-build-cache-extension";

    private final MavenSession session;

    BuildCacheExtension(MavenSession session) {
        this.session = session;
    }

    /** Declares the inputs of each project of the session that uses the extension. */
    void declareInputs() throws IOException {
        for (MavenProject project : session.getProjects()) {
            if (project.getPlugin(BuildCacheInputs.PLUGIN) != null && isUsedBy(project)) {
                new BuildCacheInputs(session).declare(project);
            }
        }
    }

    /** Returns a warning if no inputs are declared: without {@code <extensions>true</extensions>}, the plugin cannot. */
    Optional<String> warning(MavenProject project) throws IOException {
        return isUsedBy(project) && !project.getProperties().containsKey(BuildCacheInputs.INPUT + 0)
                ? Optional.of(NAME + " has no list of the archive's inputs and may restore an old archive."
                        + " Declare <extensions>true</extensions> for this plugin")
                : Optional.empty();
    }

    private boolean isUsedBy(MavenProject project) throws IOException {
        Path root = session.getRequest().getMultiModuleProjectDirectory().toPath();
        Path extensions = root.resolve(".mvn/extensions.xml");
        if (Files.isRegularFile(extensions)
                && Files.readString(extensions, StandardCharsets.ISO_8859_1).contains(NAME)) {
            return true;
        }
        // no lambda: this runs at the start of each build
        for (Extension one : project.getBuildExtensions()) {
            if (NAME.equals(one.getArtifactId())) {
                return true;
            }
        }
        return false;
    }
}
