package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    private static final String OF_PIP = "ceebae7b8927a3227e5303cf5e0f1f7b34bb542ad7250ac03fbcde36ec2f1508";

    @Test
    void computesTheSameForBytesFileAndContent(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "pip\n");

        assertThat(Sha256.of("pip\n".getBytes()).hex()).isEqualTo(OF_PIP);
        assertThat(Sha256.of(file)).isEqualTo(new Sha256(OF_PIP));
        assertThat(Sha256.of(ByteSource.of("pip\n"))).isEqualTo(new Sha256(OF_PIP));
    }

    @Test
    void recordWritesItInUrlSafeBase64WithoutPadding() {
        assertThat(new Sha256(OF_PIP).base64()).isEqualTo("zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg");
    }

    @Test
    void sinkWritesCountsAndComputesChecksum() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sha256.Sink sink = Sha256.sink(out);

        sink.write('p');
        sink.write("ip\n".getBytes());

        assertThat(out.toString()).isEqualTo("pip\n");
        assertThat(sink.size()).isEqualTo(4);
        assertThat(sink.sha256().hex()).isEqualTo(OF_PIP);
    }

    @Test
    void refusesInvalidChecksum() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sha256(OF_PIP.toUpperCase()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sha256("abc"));
    }
}
