package io.github.pywar.maven;

import io.github.pywar.app.task.CheckDeployment;
import io.github.pywar.app.task.DeploymentReceipt.Coordinates;
import io.github.pywar.app.task.DeploymentReceipt.Repository;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;

/**
 * Check of a deployed archive against the built one.
 *
 * @param artifact the built archive, with its file
 * @param signatures of the archive, with their files; Maven deploys them with it
 * @param folder of the receipt
 * @param progress for the result
 */
record ArchiveCheck(Artifact artifact, List<Artifact> signatures, Path folder, Progress progress) {

    /** Reads back the archive and its signatures, compares them with the built files, and writes the receipt. */
    void against(DeployedArtifact deployed, RepositorySystem system, RepositorySystemSession session)
            throws IOException {
        ReadBack readBack = new ReadBack(system, session);
        Path repository = folder.resolve("read-back");
        Path receipt = receipt(folder, artifact.getClassifier());
        CheckDeployment check = new CheckDeployment(artifact.getFile().toPath(), receipt, Clock.systemUTC());
        for (Artifact signature : signatures) {
            Path back = readBack.fetch(deployed.beside(signature.getExtension()), repository);
            check.runSignature(signature.getFile().toPath(), back, repository(deployed), progress);
        }
        Path back = readBack.fetch(deployed, repository);
        check.run(back, coordinates(deployed), repository(deployed), progress);
    }

    /** Returns the file of an archive's receipt; each classifier has its own. */
    static Path receipt(Path folder, String classifier) {
        boolean isMain = classifier == null || classifier.isBlank();
        return folder.resolve(isMain ? "deployment.json" : "deployment-" + classifier + ".json");
    }

    private Coordinates coordinates(DeployedArtifact deployed) {
        return new Coordinates(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getBaseVersion(),
                deployed.artifact().getVersion(),
                artifact.getClassifier());
    }

    private static Repository repository(DeployedArtifact deployed) {
        return new Repository(
                deployed.repository().getId(), deployed.repository().getUrl());
    }
}
