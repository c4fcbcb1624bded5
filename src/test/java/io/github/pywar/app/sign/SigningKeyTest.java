package io.github.pywar.app.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that openssl generates, and signatures that openssl verifies. */
class SigningKeyTest {

    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void createAnArchiveAndAKey() throws IOException {
        archive = Files.write(folder.resolve("shop.pywar"), new byte[200_000]);
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
    }

    @Test
    void signsForOpenssl() throws IOException {
        Files.write(
                folder.resolve("sig"),
                SigningKey.of("key.pem", "<signingKey>", folder, NONE).sign(archive));

        assertThat(verdict()).contains("Verified Successfully");
        Files.write(archive, new byte[200_001]);
        assertThat(verdict()).contains("Verification Failure");
    }

    @Test
    void decryptsAKey() throws IOException {
        openssl(
                "pkcs8",
                "-topk8",
                "-v2",
                "aes-256-cbc",
                "-in",
                "key.pem",
                "-passout",
                "pass:open",
                "-out",
                "locked.pem");

        Files.write(
                folder.resolve("sig"),
                SigningKey.of("locked.pem", "<signingKey>", folder, Optional.of("open"))
                        .sign(archive));

        assertThat(verdict()).contains("Verified Successfully");
    }

    @Test
    void decryptsAKeyThatOpensslGenerated() throws IOException {
        openssl("genpkey", "-algorithm", "ed25519", "-aes-256-cbc", "-pass", "pass:open", "-out", "locked.pem");

        assertThat(SigningKey.of("locked.pem", "<signingKey>", folder, Optional.of("open"))
                        .sign(archive))
                .hasSize(64);
    }

    @Test
    void rejectsAMissingOrWrongPassphrase() throws IOException {
        openssl("genpkey", "-algorithm", "ed25519", "-aes-256-cbc", "-pass", "pass:open", "-out", "locked.pem");

        Golden.assertMatches("sign/no-passphrase.txt", message("locked.pem", NONE));
        Golden.assertMatches("sign/wrong-passphrase.txt", message("locked.pem", Optional.of("shut")));
    }

    @Test
    void rejectsAnEncryptionThatTheJdkDoesNotSupport() throws IOException {
        openssl("pkcs8", "-topk8", "-scrypt", "-in", "key.pem", "-passout", "pass:open", "-out", "scrypt.pem");

        Golden.assertMatches("sign/unknown-encryption.txt", message("scrypt.pem", Optional.of("open")));
    }

    @Test
    void rejectsAKeyInThePom() throws IOException {
        String pem = Files.readString(folder.resolve("key.pem"));
        String body = pem.lines().toList().get(1);

        String messages = message(pem, NONE);

        Golden.assertMatches("sign/key-in-pom.txt", messages);
        assertThat(messages).doesNotContain(body);
        assertThat(message(body, NONE)).isEqualTo(messages);
    }

    @Test
    void rejectsAMissingFile() {
        Golden.assertMatches("sign/no-file.txt", message("keys/none.pem", NONE));
    }

    @Test
    void rejectsKeysOfOtherKinds() throws IOException {
        openssl("genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem");
        Files.writeString(folder.resolve("raw.key"), "0123456789abcdef0123456789abcdef");
        Files.write(folder.resolve("long.pem"), new byte[70_000]);

        Golden.assertMatches(
                "sign/foreign-key.txt",
                message("rsa.pem", NONE) + "\n\n" + message("public.pem", NONE) + "\n\n" + message("raw.key", NONE)
                        + "\n\n" + message("long.pem", NONE));
    }

    @Test
    void hidesTheKeyInItsText() throws IOException {
        SigningKey key = SigningKey.of("key.pem", "<signingKey>", folder, NONE);

        assertThat(key.toString()).matches("io\\.github\\.pywar\\.app\\.sign\\.SigningKey@[0-9a-f]+");
    }

    private String message(String configured, Optional<String> passphrase) {
        return catchThrowableOfType(
                        UserException.class, () -> SigningKey.of(configured, "<signingKey>", folder, passphrase))
                .getMessage();
    }

    private String verdict() {
        return Tool.run(
                        folder,
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        "public.pem",
                        "-rawin",
                        "-in",
                        "shop.pywar",
                        "-sigfile",
                        "sig")
                .output();
    }

    private void openssl(String... words) {
        Tool.Result result = Tool.run(folder, "openssl", words);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
