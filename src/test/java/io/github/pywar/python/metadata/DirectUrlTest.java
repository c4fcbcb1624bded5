package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pywar.base.error.UserException;
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
    void removesCredentials(String given, String written) {
        assertThat(DirectUrl.archive(given, Map.of()).url()).isEqualTo(written);
    }

    @Test
    void writesTheHashesOfAnArchive() {
        assertThat(DirectUrl.archive("https://example.org/a.whl", Map.of("sha256", "ab12"))
                        .toJson())
                .hasToString(
                        "{\"url\":\"https://example.org/a.whl\",\"archive_info\":{\"hashes\":{\"sha256\":\"ab12\"}}}");
    }

    @Test
    void writesFileUrlsLikePython() {
        assertThat(DirectUrl.archive("file:/wheels/a.whl", Map.of()).url()).isEqualTo("file:///wheels/a.whl");
        assertThat(DirectUrl.archive("file:///wheels/a.whl", Map.of()).url()).isEqualTo("file:///wheels/a.whl");
    }

    @Test
    void rejectsHashesThatAreNotAnObject() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", "https://example.org/a.whl").putObject("archive_info").put("hashes", "sha256=ab12");

        assertThatThrownBy(() -> DirectUrl.from(json))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`hashes` is not an object");
    }
}
