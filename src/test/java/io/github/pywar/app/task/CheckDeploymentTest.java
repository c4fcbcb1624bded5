package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.check.DeploymentReceipt.Coordinates;
import io.github.pywar.app.check.DeploymentReceipt.Repository;
import io.github.pywar.app.check.TestArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDeploymentTest {

    private static final Coordinates SHOP =
            new Coordinates("com.example", "shop", "1.0-SNAPSHOT", "1.0-20260102.030405-1", "");
    private static final Repository REPOSITORY =
            new Repository("snapshots", "https://ann:secret@repo.example.org/snapshots/");

    @TempDir
    Path folder;

    private Path archive;
    private Path receipt;
    private final TestProgress progress = new TestProgress();

    @BeforeEach
    void build() throws IOException {
        archive = TestArchive.of("3.11", "linux-x86_64", "").write(folder.resolve("shop.pywar"));
        receipt = folder.resolve("pywar/deployment.json");
    }

    @Test
    void writesAReceiptForEqualFiles() throws IOException {
        Path returned = Files.copy(archive, folder.resolve("returned.pywar"));

        run(returned);

        String written = Files.readString(receipt)
                .replaceFirst("\"sha256\": \"[0-9a-f]{64}\"", "\"sha256\": \"…\"")
                .replaceFirst("\"size\": " + Files.size(archive), "\"size\": …");
        Golden.assertMatches("task/deployment.json", written);
        assertThat(progress.steps().get(0))
                .startsWith("Read back com.example:shop:pywar:1.0-20260102.030405-1 from repository `snapshots` at"
                        + " `https://repo.example.org/snapshots/`: the same");
    }

    @Test
    void rejectsOtherBytesAndRemovesTheReceipt() throws IOException {
        run(archive);
        Path returned = Files.writeString(folder.resolve("returned.pywar"), "<html>log in</html>");

        UserException error = catchThrowableOfType(UserException.class, () -> run(returned));

        Golden.assertMatches(
                "task/deployment-differs.txt", error.getMessage().replaceFirst("built: {4}.*", "built:    …"));
        assertThat(receipt).doesNotExist();
    }

    @Test
    void comparesASignature() throws IOException {
        Path signature = Files.write(folder.resolve("shop.pywar.sig"), new byte[64]);
        run(archive);

        check().runSignature(signature, Files.copy(signature, folder.resolve("returned.sig")), REPOSITORY, progress);
        UserException error = catchThrowableOfType(
                UserException.class, () -> check().runSignature(signature, archive, REPOSITORY, progress));

        assertThat(progress.steps().get(1))
                .startsWith("Read back shop.pywar.sig from repository `snapshots`")
                .endsWith(": the same 64 bytes");
        assertThat(error).hasMessageStartingWith("The repository returned another `shop.pywar.sig` than was built");
        assertThat(receipt).doesNotExist();
    }

    @Test
    void showsARepositoryInAFolderWithASpace() {
        Repository repository = new Repository("disk", "file:///srv/my repository");

        assertThat(repository).hasToString("repository `disk` at `file:///srv/my repository`");
    }

    private void run(Path returned) throws IOException {
        check().run(returned, SHOP, REPOSITORY, progress);
    }

    private CheckDeployment check() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
        return new CheckDeployment(archive, receipt, clock);
    }
}
