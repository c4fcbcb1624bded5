package io.github.pywar.python.requirementsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.ConformanceBlock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares the reader of requirements files with recorded results of pip, from bytes to options. */
class RequirementsFileConformanceTest {

    /** The variables of the recording; their values are only in its results. */
    private static final Map<String, String> VARIABLES =
            Map.of("GITHUB_TOKEN", "notarealtoken", "DO_12_FACTOR", "awwyeah");

    @TestFactory
    Stream<DynamicTest> splitsLinesLikePip() {
        return ConformanceBlock.of("pip_reqfile_lines")
                .excluding(
                        "bytes that are not UTF-8 are Latin-1 on every machine, not an error on some",
                        c -> c.path("error").asText().equals("UnicodeDecodeError"))
                .check(RequirementsFileConformanceTest::checkSplit);
    }

    private static void checkSplit(JsonNode c) {
        JsonNode argument = c.at("/in/args/0");
        switch (c.at("/in/func").asText()) {
            case "_decode_req_file" ->
                assertThat(neutral(FileEncoding.decode(
                                HexFormat.of().parseHex(argument.get("$bytes").asText()), "file")))
                        .isEqualTo(c.get("result").asText());
            case "preprocess" ->
                assertThat(LogicalLine.read(argument.asText(), VARIABLES::get, true))
                        .map(line -> List.of(line.number(), line.text()))
                        .isEqualTo(StreamSupport.stream(c.get("result").spliterator(), false)
                                .map(line -> List.<Object>of(
                                        line.get(0).asInt(), line.get(1).asText()))
                                .toList());
            default ->
                assertThat(RequirementsLine.split(argument.asText()))
                        .containsExactly(
                                c.at("/result/0").asText(), c.at("/result/1").asText());
        }
    }

    /** The results of the recording have placeholders for hosts and directories; its bytes do not. */
    private static String neutral(String text) {
        return text.replaceAll("/[a-z]+/pytest-of-[^/]+/[^/]+", "/fixture")
                .replaceAll("https://files\\.[a-z]+\\.org/", "https://files.example.org/");
    }

    @TestFactory
    Stream<DynamicTest> readsFilesLikePip() {
        return ConformanceBlock.of("pip_reqfile").check(c -> {
            IncludeReader reader = new IncludeReader(new Recorded(c.at("/in/files")), variables(c));
            String root = c.at("/in/root").asText();
            boolean constraint = c.at("/in/constraint").asBoolean();
            if (c.has("error")) {
                assertThatThrownBy(() -> {
                            reader.read(root, constraint);
                            reader.errors().throwIfAny();
                        })
                        .isInstanceOf(UserException.class);
            } else {
                assertRecorded(reader.read(root, constraint), c.get("result"));
            }
        });
    }

    private static UnaryOperator<String> variables(JsonNode c) {
        return name -> c.at("/in/env").has(name) ? VARIABLES.get(name) : null;
    }

    private static void assertRecorded(List<RequirementsLine> lines, JsonNode expected) {
        RequirementsOptions soFar = new RequirementsOptions();
        assertThat(lines).hasSize(expected.size());
        for (int i = 0; i < lines.size(); i++) {
            RequirementsLine line = lines.get(i);
            JsonNode one = expected.get(i);
            soFar.add(line, UnaryOperator.identity());
            List<String> editable = line.all(FileOption.EDITABLE);
            assertThat(line.location().line()).isEqualTo(one.get("line").asInt());
            assertThat(Path.of(line.location().source()).getFileName())
                    .isEqualTo(Path.of(one.get("file").asText()).getFileName());
            assertThat(line.isConstraint()).isEqualTo(one.get("constraint").asBoolean());
            assertThat(!editable.isEmpty()).isEqualTo(one.get("editable").asBoolean());
            String requirement = line.argument().isEmpty() && !editable.isEmpty() ? editable.get(0) : line.argument();
            assertThat(requirement)
                    .isEqualTo(
                            one.get("requirement").isNull()
                                    ? ""
                                    : one.get("requirement").asText());
            Map<String, Object> options = options(line, soFar);
            assertThat(options.keySet()).isEqualTo(keys(one.get("options")));
            options.forEach((key, value) -> assertThat(value)
                    .as(key)
                    .isEqualTo(recorded(one.get("options").get(key))));
        }
    }

    private static Map<String, Object> options(RequirementsLine line, RequirementsOptions soFar) {
        Map<String, Object> options = new TreeMap<>();
        for (FileOption option : FileOption.values()) {
            List<String> values = line.all(option);
            if (values.isEmpty()) {
                continue;
            }
            switch (option) {
                case INDEX_URL -> options.put("index_url", values.get(values.size() - 1));
                case EXTRA_INDEX_URL -> options.put("extra_index_urls", values);
                case FIND_LINKS -> options.put("find_links", values);
                case TRUSTED_HOST -> options.put("trusted_hosts", values);
                case EDITABLE -> options.put("editables", values);
                case NO_INDEX -> options.put("no_index", "true");
                case PRE -> options.put("pre", "true");
                case REQUIRE_HASHES -> options.put("require_hashes", "true");
                case NO_REQUIRE_HASHES -> options.put("no_require_hashes", "true");
                case CONFIG_SETTINGS -> options.put("config_settings", pairs(values));
                case HASH -> options.put("hashes", lists(line.hashes()));
                case NO_BINARY, ONLY_BINARY ->
                    options.put(
                            "format_control",
                            lists(Map.of(
                                    "no_binary",
                                    soFar.formats().noBinary(),
                                    "only_binary",
                                    soFar.formats().onlyBinary())));
                case ALL_RELEASES, ONLY_FINAL ->
                    options.put(
                            "release_control",
                            lists(Map.of(
                                    "all_releases",
                                            new RequirementsOptionsOf(line)
                                                    .get()
                                                    .allReleases(),
                                    "only_final",
                                            new RequirementsOptionsOf(line)
                                                    .get()
                                                    .onlyFinal())));
                default -> {
                    // not recorded
                }
            }
        }
        return options;
    }

    private record RequirementsOptionsOf(RequirementsLine line) {

        RequirementsOptions get() {
            RequirementsOptions options = new RequirementsOptions();
            options.add(line, UnaryOperator.identity());
            return options;
        }
    }

    private static Map<String, Object> pairs(List<String> values) {
        Map<String, Object> pairs = new TreeMap<>();
        values.forEach(value -> pairs.put(value.split("=", 2)[0], value.split("=", 2)[1]));
        return pairs;
    }

    private static Map<String, Object> lists(Map<String, Set<String>> sets) {
        Map<String, Object> lists = new TreeMap<>();
        sets.forEach((key, values) -> lists.put(key, List.copyOf(values)));
        return lists;
    }

    private static Object recorded(JsonNode value) {
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(item -> list.add(recorded(item)));
            return list;
        }
        if (value.isObject()) {
            Map<String, Object> map = new TreeMap<>();
            value.properties().forEach(field -> map.put(field.getKey(), recorded(field.getValue())));
            return map;
        }
        return value.asText();
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The recorded files. The recording lacks the directory of some; the last name finds those. */
    private record Recorded(JsonNode files) implements FileLoader {

        private Optional<JsonNode> file(String name) {
            return files.properties().stream()
                    .filter(file -> Path.of(file.getKey()).normalize().equals(Path.of(name))
                            || Path.of(file.getKey()).equals(Path.of(name).getFileName()))
                    .findFirst()
                    .map(Map.Entry::getValue);
        }

        @Override
        public boolean exists(String name) {
            return file(name).isPresent();
        }

        @Override
        public byte[] load(String name) {
            return file(name).orElseThrow().asText().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<String> locate(String namedBy, String path, String root) {
            return Optional.empty();
        }
    }
}
