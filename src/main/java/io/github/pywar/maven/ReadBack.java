package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.util.FileUtils;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Download of a deployed archive like another machine's: without the local repository and without the reactor. */
final class ReadBack {

    private final RepositorySystem system;
    private final RepositorySystemSession session;

    ReadBack(RepositorySystem system, RepositorySystemSession session) {
        this.system = system;
        this.session = session;
    }

    /**
     * Downloads an archive from its repository.
     *
     * @param folder local repository for this download only; emptied first
     * @throws UserException if the repository does not return the archive
     */
    Path fetch(DeployedArtifact deployed, Path folder) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        ArtifactRequest request =
                new ArtifactRequest(deployed.artifact().setFile(null), List.of(deployed.repository()), "pywar:deploy");
        try {
            return system.resolveArtifact(sessionIn(folder), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw unreadable(deployed, e);
        }
    }

    private RepositorySystemSession sessionIn(Path folder) {
        DefaultRepositorySystemSession fresh = new DefaultRepositorySystemSession(session);
        fresh.setLocalRepositoryManager(system.newLocalRepositoryManager(fresh, new LocalRepository(folder.toFile())));
        fresh.setWorkspaceReader(null);
        fresh.setCache(new DefaultRepositoryCache());
        fresh.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        // every byte is compared later, and repositories have no checksum files for signatures
        fresh.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
        return fresh;
    }

    private static UserException unreadable(DeployedArtifact deployed, ArtifactResolutionException cause) {
        UserException error = UserException.of("Cannot read back `" + deployed.artifact() + "`\n    from: repository `"
                + deployed.repository().getId() + "` at `"
                + deployed.repository().getUrl() + "`\n    because: " + cause.getMessage());
        return error.hint("give the deploying user permission to read the repository, or set -Dpywar.deploy.skip");
    }
}
