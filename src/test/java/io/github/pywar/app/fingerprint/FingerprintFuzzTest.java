package io.github.pywar.app.fingerprint;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;

class FingerprintFuzzTest {

    @TempDir
    Path folder;

    /** The checksum is corrected, so that the parser itself reads the damaged parts. */
    @FuzzTarget
    void ignoresDamagedFingerprints(FuzzInput input) throws Exception {
        byte[] entry = input.bytes().clone();
        Path file = folder.resolve("fingerprint");
        if (entry.length >= 12) {
            CRC32 sum = new CRC32();
            sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
            sum.update(entry, 12, entry.length - 12);
            ByteBuffer.wrap(entry).putInt(0, 2).putInt(4, (int) sum.getValue()).putInt(8, entry.length - 12);
        }
        Files.write(file, entry);
        input.read(() -> Fingerprint.read(file));
    }
}
