package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.base.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, -2147483649, 18446744073709551616, 1.5, 1e400, \"\\u00e9\", true, false, null, {}, []]}",
                "{\"a\": 1, \"b\": 2, \"a\": {\"c\": []}}",
                "[[[1], {\"a\": {\"b\": [{}]}}]]",
                "null",
                "\"text\"",
                "1 2"
            })
    void readsTheSameTreeAsJackson(String text) throws IOException {
        assertThat(Json.read(bytes(text), "text")).isEqualTo(new ObjectMapper().readTree(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "{\"a\"", "{\"a\":", "[1", "[1,", "{\"a\": 1", "{\"a\": [}", "nul"})
    void refusesIncompleteDocuments(String text) {
        assertThatThrownBy(() -> Json.read(bytes(text), "page.json")).isInstanceOf(UserException.class);
    }

    @Test
    void limitsTheDepth() {
        assertThatThrownBy(() -> Json.read(bytes("[".repeat(5000)), "page.json"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nesting depth");
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

    /** A parser has a buffer of 64 kB, and returns its buffer for the next one. */
    @Test
    void readsStreamsInLargeParts() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        InputStream stream = new ByteArrayInputStream(bytes("[1]")) {
            @Override
            public int read(byte[] target, int offset, int length) {
                sizes.add(target.length);
                return super.read(target, offset, length);
            }
        };
        try (var parser = Json.streaming().createParser(stream)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
        }
        assertThat(sizes).isNotEmpty().containsOnly(1 << 16);
    }
}
