package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchiveCheckTest {

    @Test
    void namesOneReceiptPerClassifier() {
        Path folder = Path.of("pywar");

        assertThat(ArchiveCheck.receipt(folder, null)).isEqualTo(Path.of("pywar/deployment.json"));
        assertThat(ArchiveCheck.receipt(folder, "")).isEqualTo(Path.of("pywar/deployment.json"));
        assertThat(ArchiveCheck.receipt(folder, "arm")).isEqualTo(Path.of("pywar/deployment-arm.json"));
    }
}
