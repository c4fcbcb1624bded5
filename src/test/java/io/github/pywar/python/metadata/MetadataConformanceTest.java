package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.ConformanceBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares metadata, licences, direct URLs and scripts with recorded results of {@code packaging} and pip. */
class MetadataConformanceTest {

    /** Names of fields in {@code packaging} that differ from the header. */
    private static final Map<String, String> PLURALS = Map.of(
            "classifiers", "classifier",
            "import_names", "import-name",
            "import_namespaces", "import-namespace",
            "license_files", "license-file",
            "platforms", "platform",
            "project_urls", "project-url",
            "supported_platforms", "supported-platform");

    @TestFactory
    Stream<DynamicTest> parsesHeadersAsRecorded() {
        return ConformanceBlock.of("metadata_parse_email").check(c -> {
            RawMetadata raw = MetadataReader.read(bytes(c.at("/in/args/0")));
            Map<String, List<String>> expected = new TreeMap<>();
            c.at("/result/0")
                    .properties()
                    .forEach(field -> expected.put(header(field.getKey()), texts(field.getValue())));
            Map<String, List<String>> actual = new TreeMap<>();
            raw.fields().forEach((field, values) -> actual.put(field.key(), split(field, values)));
            assertThat(actual).isEqualTo(expected);
            assertThat(raw.unparsed().keySet()).isEqualTo(keys(c.at("/result/1")));
            c.at("/result/1").properties().stream()
                    .filter(field -> field.getValue().get(0).isTextual())
                    .forEach(field ->
                            assertThat(raw.unparsed().get(field.getKey())).isEqualTo(texts(field.getValue())));
        });
    }

    private static String header(String field) {
        return PLURALS.getOrDefault(field, field.replace('_', '-'));
    }

    private static TreeSet<String> keys(JsonNode node) {
        TreeSet<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** {@code packaging} splits keywords and labels; pywar keeps them as written. */
    private static List<String> split(MetadataField field, List<String> values) {
        if (field == MetadataField.KEYWORDS) {
            return Stream.of(values.get(0).split(",")).map(String::strip).toList();
        }
        if (field == MetadataField.PROJECT_URL) {
            return values.stream()
                    .map(value -> (value + ",").split(",", 2))
                    .map(pair -> pair[0].strip() + "="
                            + pair[1].replaceFirst(",$", "").strip())
                    .toList();
        }
        return values.equals(List.of("")) && field == MetadataField.IMPORT_NAME ? List.of() : values;
    }

    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        if (value.isObject()) {
            List<String> pairs = new ArrayList<>();
            value.properties()
                    .forEach(pair ->
                            pairs.add(pair.getKey() + "=" + pair.getValue().asText()));
            return pairs;
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static byte[] bytes(JsonNode argument) {
        return argument.has("$bytes")
                ? HexFormat.of().parseHex(argument.get("$bytes").asText())
                : argument.asText().getBytes(StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> parsesLicencesAsRecorded() {
        return ConformanceBlock.of("license_expression").check(c -> {
            String text = c.at("/in/args/0").asText();
            if (c.has("error")) {
                assertThatThrownBy(() -> LicenseExpression.parse(text)).isInstanceOf(UserException.class);
            } else {
                assertThat(LicenseExpression.parse(text))
                        .hasToString(c.get("result").asText());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> parsesDirectUrlsAsRecorded() {
        return ConformanceBlock.of("direct_url_from_dict").check(c -> {
            if (c.get("valid").asBoolean()) {
                assertThat(DirectUrl.from(c.get("in")).toJson()).isEqualTo(c.get("to_dict"));
            } else {
                assertThatThrownBy(() -> DirectUrl.from(c.get("in"))).isInstanceOf(UserException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> namesConsoleScriptsAsRecorded() {
        return ConformanceBlock.of("pip_wheel_scripts")
                .only(c -> !c.at("/in/func").asText().equals("check_compatibility"))
                .check(c -> {
                    StringBuilder text = new StringBuilder("[console_scripts]\n");
                    c.at("/in/args/0")
                            .properties()
                            .forEach(point -> text.append(
                                    point.getKey() + " = " + point.getValue().asText() + "\n"));
                    assertThat(EntryPoints.parse(text.toString()).consoleScripts("10.11"))
                            .map(EntryPoint::toString)
                            .containsExactlyElementsOf(texts(c.get("result")));
                });
    }
}
