package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    private record Pair(String name, List<Integer> numbers, Map<String, String> map) {}

    @Test
    void writesTheCanonicalForm() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("b", "é\n");
        map.put("a", "1");

        assertThat(text(Json.write(new Pair("x", List.of(1, 2), map)))).isEqualTo("""
                {
                  "name": "x",
                  "numbers": [
                    1,
                    2
                  ],
                  "map": {
                    "a": "1",
                    "b": "é\\n"
                  }
                }
                """);
    }

    @Test
    void writesEmptyBrackets() {
        assertThat(text(Json.write(Map.of("a", List.of(), "b", Map.of()))))
                .isEqualTo("{\n  \"a\": [],\n  \"b\": {}\n}\n");
    }

    @Test
    void readsWhatItWrote() {
        byte[] once = Json.write(Map.of("a", List.of(Map.of("b", 1), Map.of()), "c", true));
        assertThat(Json.write(Json.read(once, "text"))).isEqualTo(once);
    }

    @Test
    void reportsThePositionOfErrors() {
        assertThatThrownBy(() -> Json.read(bytes("{\"a\": 1,\n \"b\": ]}"), "page.json"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("`page.json` is not valid JSON, line 2, column ")
                .hasMessageNotContaining("REDACTED");
        assertThatThrownBy(() -> Json.read(new byte[0], "page.json"))
                .hasMessage("`page.json` is not valid JSON: it is empty");
    }

    @Test
    void readsTokenByToken() throws IOException {
        try (var parser = Json.streaming().createParser(bytes("[1]"))) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
