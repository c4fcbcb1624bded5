package io.github.pywar.maven;

import io.github.pywar.app.external.ExternalLibraries;
import io.github.pywar.app.external.ExternalLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Libraries of one goal: from the repositories of the project's plugins, at the first use of the goal.
 *
 * @param goal its name
 */
record ExternalArtifacts(RepositorySystem system, MavenSession session, MavenProject project, String goal) {

    /**
     * Returns the loader of the libraries, each of which has the expected hash.
     *
     * @param list see {@link ExternalLibrary#all}
     * @param main see {@link ExternalLibraries#of}
     */
    ExternalLibraries load(String list, String main) throws IOException {
        List<ExternalLibrary> libraries = ExternalLibrary.all(list);
        List<ArtifactResult> results = resolve(libraries.stream()
                .map(one -> new ArtifactRequest(
                        new DefaultArtifact(one.coordinates()), project.getRemotePluginRepositories(), "pywar:" + goal))
                .toList());
        List<Path> jars = new ArrayList<>();
        for (int one = 0; one < libraries.size(); one++) {
            jars.add(libraries
                    .get(one)
                    .verified(results.get(one).getArtifact().getFile().toPath()));
        }
        return ExternalLibraries.of(jars, main);
    }

    private List<ArtifactResult> resolve(List<ArtifactRequest> requests) {
        try {
            return system.resolveArtifacts(session.getRepositorySession(), requests);
        } catch (ArtifactResolutionException e) {
            throw ExternalLibrary.missing(goal, e.getMessage());
        }
    }
}
