package io.github.pywar.app.sign;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class KeyFuzzTest {

    @TempDir
    Path folder;

    /** Without a passphrase: the owner of an encrypted key decides how many rounds its decryption takes. */
    @FuzzTarget
    void readsKeys(FuzzInput input) throws Exception {
        Path file = Files.write(folder.resolve("key.pem"), input.bytes());
        input.read(() -> SigningKey.of("key.pem", "<signingKey>", folder, Optional.empty())
                .sign(file));
    }
}
