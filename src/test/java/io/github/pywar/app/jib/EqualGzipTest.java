package io.github.pywar.app.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EqualGzipTest {

    @Test
    void unpacksToTheSameContent() throws IOException {
        for (int size : new int[] {0, 1, 511, 1 << 16, 3_000_000}) {
            byte[] content = content(size);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed(content)))) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
    }

    /** The expected hash was computed once; a JDK or a library that changes it changes the digests of all images. */
    @Test
    void hasTheSameBytesOnEveryMachine() throws IOException {
        assertThat(Sha256.of(compressed(content(100_000))).hex())
                .isEqualTo("71ee3f4f67853ef19b5225f2c1b9d876deadda63d35ece9965003807f07bd355");
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EqualGzip.write(target -> target.write(content), out);
        return out.toByteArray();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        Random random = new Random(7);
        for (int at = 0; at < size; at++) {
            content[at] = (byte) (at % 37 < 20 ? at : random.nextInt(8));
        }
        return content;
    }
}
