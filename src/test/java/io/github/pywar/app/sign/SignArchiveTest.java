package io.github.pywar.app.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignArchiveTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private Path archive;
    private Path keyFile;

    @BeforeEach
    void createAKey() throws IOException, GeneralSecurityException {
        archive = Files.writeString(folder.resolve("shop-1.0.pywar"), "the archive");
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String body = Base64.getEncoder().encodeToString(key);
        keyFile = folder.resolve("key.pem");
        Files.writeString(keyFile, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void writesTheSignatureBesideTheArchive() throws IOException {
        Path signature = sign(FileTree.empty());

        assertThat(signature).isEqualTo(folder.resolve("shop-1.0.pywar.sig")).hasSize(64);
        assertThat(progress.steps()).containsExactly("Signed: shop-1.0.pywar.sig");
    }

    @Test
    void signsEqualArchivesEqually() throws IOException {
        byte[] first = Files.readAllBytes(sign(FileTree.empty()));

        assertThat(Files.readAllBytes(sign(FileTree.empty()))).isEqualTo(first);
    }

    @Test
    void rejectsAnArchiveThatContainsTheKey() {
        FileTree tree = FileTree.builder("src/main/python")
                .add("app/harmless", ByteSource.of("x".getBytes(StandardCharsets.UTF_8)))
                .add("app/keys/signing", ByteSource.of(keyFile))
                .build();

        UserException error = catchThrowableOfType(UserException.class, () -> sign(tree));

        Golden.assertMatches("sign/key-in-archive.txt", error.getMessage());
        assertThat(archive).doesNotExist();
        assertThat(SignArchive.beside(archive)).doesNotExist();
    }

    @Test
    void rejectsAnArchiveThatNeedsTooMuchMemory() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> SignArchive.checkMemory(Files.write(archive, new byte[3_000_000]), 9_000_000));

        Golden.assertMatches("sign/no-memory.txt", error.getMessage());
    }

    private Path sign(FileTree tree) throws IOException {
        SigningKey key = SigningKey.of("key.pem", "<signingKey>", folder, Optional.empty());
        return new SignArchive(key, progress).run(tree, archive);
    }
}
