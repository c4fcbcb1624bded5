package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestAlgorithmTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** The first digits of the checksums of "abc" in FIPS 180, FIPS 202 and RFC 1321. */
    @ParameterizedTest
    @CsvSource({
        "md5, 900150983cd24fb0, false",
        "sha1, a9993e364706816a, false",
        "sha224, 23097d223405d822, false",
        "sha256, ba7816bf8f01cfea, true",
        "sha384, cb00753f45a35e8b, true",
        "sha512, ddaf35a193617aba, true",
        "sha3_256, 3a985da74fe225b2, true",
        "sha3_384, ec01498288516fc9, true",
        "sha3_512, b751850b1a57168a, true"
    })
    void computesChecksumsOfTheStandards(String name, String digits, boolean isStrong) {
        DigestAlgorithm algorithm = DigestAlgorithm.named(name).orElseThrow();

        assertThat(algorithm.hex(ABC)).startsWith(digits);
        assertThat(algorithm.isStrong()).isEqualTo(isStrong);
        assertThat(DigestAlgorithm.strong(name).isPresent()).isEqualTo(isStrong);
    }

    @ParameterizedTest
    @EnumSource
    void computesTheSameForFileBytesAndStream(DigestAlgorithm algorithm) throws IOException {
        Path file = Files.write(folder.resolve("abc"), ABC);

        assertThat(algorithm.hex(file)).isEqualTo(algorithm.hex(ABC));
        assertThat(HexFormat.of().formatHex(algorithm.sum(new ByteArrayInputStream(ABC))))
                .isEqualTo(algorithm.hex(ABC));
    }

    @Test
    void findsNoOtherNames() {
        assertThat(DigestAlgorithm.named("crc32")).isEmpty();
        assertThat(DigestAlgorithm.named("SHA-256")).isEmpty();
    }
}
