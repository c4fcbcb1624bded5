package io.github.pywar.app.task;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.check.DeploymentReceipt;
import io.github.pywar.app.check.DeploymentReceipt.Coordinates;
import io.github.pywar.app.check.DeploymentReceipt.Repository;
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

/** Compares the file that a repository returns with the built one, and writes a receipt if they are equal. */
public final class CheckDeployment {

    private final Path archive;
    private final Path receipt;
    private final Clock clock;

    /**
     * @param archive the built file
     * @param receipt the file to write
     * @param clock for the time in the receipt
     */
    public CheckDeployment(Path archive, Path receipt, Clock clock) {
        this.archive = archive;
        this.receipt = receipt;
        this.clock = clock;
    }

    /**
     * Compares the archive. The receipt of an earlier deployment is removed first.
     *
     * @param returned the file that the repository returned
     * @param coordinates of the archive in the repository
     * @throws UserException if the files differ
     */
    public void run(Path returned, Coordinates coordinates, Repository repository, Progress progress)
            throws IOException {
        Files.deleteIfExists(receipt);
        Sha256 built = requireSame(archive, returned, repository);
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
     * Compares the signature of the archive. The receipt of an earlier deployment is removed first.
     *
     * @param signature the built file
     * @param returned the file that the repository returned
     * @throws UserException if the files differ
     */
    public void runSignature(Path signature, Path returned, Repository repository, Progress progress)
            throws IOException {
        Files.deleteIfExists(receipt);
        requireSame(signature, returned, repository);
        progress.step("Read back " + signature.getFileName() + " from " + repository + ": the same "
                + Files.size(signature) + " bytes");
    }

    private static Sha256 requireSame(Path file, Path returned, Repository repository) throws IOException {
        Sha256 builtHash = Sha256.of(file);
        Sha256 returnedHash = Sha256.of(returned);
        if (!builtHash.equals(returnedHash)) {
            throw different(file, fact(file, builtHash), fact(returned, returnedHash), repository);
        }
        return builtHash;
    }

    private static String fact(Path file, Sha256 hash) throws IOException {
        return Files.size(file) + " bytes, sha256 " + hash;
    }

    private static UserException different(Path file, String built, String returned, Repository repository) {
        UserException error = UserException.of("The repository returned another `" + file.getFileName()
                + "` than was built\n    built:    " + built + "\n    returned: " + returned + "\n    from: "
                + repository);
        return error.hint("do not install it before you have found out who changed it")
                .hint("if this version was released before, deploy under a new version");
    }
}
