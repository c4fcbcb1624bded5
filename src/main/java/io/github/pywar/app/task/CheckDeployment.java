package io.github.pywar.app.task;

import io.github.pywar.app.task.DeploymentReceipt.Coordinates;
import io.github.pywar.app.task.DeploymentReceipt.Repository;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Compares what a repository gives back with what was built, and writes a receipt where they are the same. */
public final class CheckDeployment {

    private final Path archive;
    private final Path receipt;
    private final Clock clock;

    /**
     * @param archive what was built
     * @param receipt the file to write
     * @param clock gives the receipt's time
     */
    public CheckDeployment(Path archive, Path receipt, Clock clock) {
        this.archive = archive;
        this.receipt = receipt;
        this.clock = clock;
    }

    /**
     * @param back the file as it came back
     * @param coordinates what the repository knows it by
     * @throws UserException where the bytes differ; a receipt of an earlier deployment is gone then
     */
    public void run(Path back, Coordinates coordinates, Repository repository, Progress progress) throws IOException {
        Files.deleteIfExists(receipt);
        Sha256 built = sameSum(archive, back, repository);
        BuiltArchive facts = BuiltArchive.open(archive);
        DeploymentReceipt written = new DeploymentReceipt(
                coordinates,
                repository,
                built.hex(),
                Files.size(archive),
                facts.buildId(),
                facts.target(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        AtomicFile.write(receipt, Json.write(written));
        progress.step("Read back " + coordinates + " from " + repository + ": the same " + written.size()
                + " bytes, sha256 " + built);
    }

    /**
     * @param signature as it was made, of this archive
     * @param back the file as it came back
     * @throws UserException where the bytes differ; a receipt of an earlier deployment is gone then
     */
    public void runSignature(Path signature, Path back, Repository repository, Progress progress) throws IOException {
        Files.deleteIfExists(receipt);
        sameSum(signature, back, repository);
        progress.step("Read back " + signature.getFileName() + " from " + repository + ": the same "
                + Files.size(signature) + " bytes");
    }

    private static Sha256 sameSum(Path file, Path back, Repository repository) throws IOException {
        Sha256 built = Sha256.of(file);
        Sha256 returned = Sha256.of(back);
        if (!built.equals(returned)) {
            throw different(file, fact(file, built), fact(back, returned), repository);
        }
        return built;
    }

    private static String fact(Path file, Sha256 sum) throws IOException {
        return Files.size(file) + " bytes, sha256 " + sum;
    }

    private static UserException different(Path file, String built, String returned, Repository repository) {
        UserException error = UserException.of("`" + file.getFileName()
                + "` came back from the repository with other bytes\n    built:     " + built + "\n    read back: "
                + returned + "\n    from: " + repository);
        return error.hint("install nothing from there before it is known who changed it")
                .hint("where a release of this version was there before, deploy under a new version");
    }
}
