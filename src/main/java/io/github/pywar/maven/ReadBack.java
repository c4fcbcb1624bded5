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

/** Fetches an archive as a stranger would: without this machine's local repository and without the reactor. */
final class ReadBack {

    private final RepositorySystem system;
    private final RepositorySystemSession session;

    ReadBack(RepositorySystem system, RepositorySystemSession session) {
        this.system = system;
        this.session = session;
    }

    /**
     * @param folder an empty local repository for this one read; emptied before
     * @return the file as it came back
     */
    Path fetch(DeployedArtifact deployed, Path folder) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        ArtifactRequest request =
                new ArtifactRequest(deployed.artifact().setFile(null), List.of(deployed.repository()), "pywar:deploy");
        try {
            return system.resolveArtifact(stranger(folder), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw unreadable(deployed, e);
        }
    }

    private RepositorySystemSession stranger(Path folder) {
        DefaultRepositorySystemSession stranger = new DefaultRepositorySystemSession(session);
        stranger.setLocalRepositoryManager(
                system.newLocalRepositoryManager(stranger, new LocalRepository(folder.toFile())));
        stranger.setWorkspaceReader(null);
        stranger.setCache(new DefaultRepositoryCache());
        stranger.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        // every byte is compared, and of signatures no repository has a sum
        stranger.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
        return stranger;
    }

    private static UserException unreadable(DeployedArtifact deployed, ArtifactResolutionException fault) {
        UserException error = UserException.of("Cannot read back `" + deployed.artifact() + "`\n    from: repository `"
                + deployed.repository().getId() + "` at `"
                + deployed.repository().getUrl() + "`\n    because: " + fault.getMessage());
        return error.hint("who deploys must also be allowed to read there; if not, set -Dpywar.deploy.skip");
    }
}
