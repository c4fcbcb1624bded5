package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://user:pass@example.org/a.whl, https://example.org/a.whl",
        "https://user:p@ss@example.org/a.whl, https://example.org/a.whl",
        "https://token@example.org/a.whl, https://example.org/a.whl",
        "https://git@example.org/a.git, https://git@example.org/a.git",
        "https://${USER}:${TOKEN}@example.org/a.whl, https://${USER}:${TOKEN}@example.org/a.whl",
        "https://example.org/a@1.whl, https://example.org/a@1.whl",
    })
    void credentialsAreNotWritten(String given, String written) {
        assertThat(DirectUrl.archive(given, Map.of()).url()).isEqualTo(written);
    }

    @Test
    void anArchiveTellsItsHashes() {
        assertThat(DirectUrl.archive("https://example.org/a.whl", Map.of("sha256", "ab12"))
                        .toJson())
                .hasToString(
                        "{\"url\":\"https://example.org/a.whl\",\"archive_info\":{\"hashes\":{\"sha256\":\"ab12\"}}}");
    }
}
