package io.github.pywar.python.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.testing.ConformanceBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares tags with recorded results of {@code packaging}. */
class TagConformanceTest {

    @TestFactory
    Stream<DynamicTest> expandsCompressedSetsAsRecorded() {
        return ConformanceBlock.of("tag_parse")
                .excluding(
                        "the option for a sorted order, which the file names of published wheels do not have",
                        c -> c.at("/in/kwargs/validate_order").asBoolean() && c.has("error"))
                .excluding(
                        "a negative limit is an error of the caller",
                        c -> c.at("/in/kwargs/limit").asInt() < 0)
                .check(TagConformanceTest::expands);
    }

    private static void expands(JsonNode c) {
        String text = c.at("/in/args/0").asText();
        int limit = c.at("/in/kwargs").path("limit").asInt(WheelTag.LIMIT);
        if (c.has("error")) {
            assertThatThrownBy(() -> WheelTag.parseSet(text, limit)).isInstanceOf(SyntaxException.class);
        } else {
            assertThat(WheelTag.parseSet(text, limit).stream().sorted().map(WheelTag::toString))
                    .containsExactlyElementsOf(strings(c.get("result")));
        }
    }

    @TestFactory
    Stream<DynamicTest> generatesTagsAsRecorded() {
        return ConformanceBlock.of("tag_generate")
                .excluding("iOS and Android are not supported", c -> func(c).matches("(ios|android)_platforms"))
                .excluding("interpreters other than CPython are not supported", c -> func(c).equals("generic_tags"))
                .excluding(
                        "a target without a minor version is not supported",
                        c -> !func(c).equals("mac_platforms")
                                && c.at("/in/args/0").size() < 2)
                .check(TagConformanceTest::generates);
    }

    private static String func(JsonNode c) {
        return c.at("/in/func").asText();
    }

    private static void generates(JsonNode c) {
        JsonNode version = argument(c, 0, "version");
        if (func(c).equals("mac_platforms")) {
            String arch = argument(c, 1, "arch").asText();
            assertThat(PlatformTags.macos(
                            arch, version.get(0).asInt(), version.get(1).asInt()))
                    .containsExactlyElementsOf(strings(c.get("result")));
            return;
        }
        List<String> platforms = strings(argument(c, 2, "platforms"));
        CpythonTags generator =
                new CpythonTags(version.get(0).asInt(), version.get(1).asInt(), platforms);
        List<WheelTag> tags = new ArrayList<>();
        switch (func(c)) {
            case "cpython_tags" -> tags.addAll(generator.own(strings(argument(c, 1, "abis"))));
            case "pure_python_tags" -> tags.addAll(generator.pure());
            default -> {
                tags.addAll(generator.anyInterpreter());
                tags.addAll(WheelTag.parseSet(argument(c, 1, "interpreter").asText() + "-none-any"));
                tags.addAll(generator.pure());
            }
        }
        assertThat(tags).map(WheelTag::toString).containsExactlyElementsOf(strings(c.get("result")));
    }

    private static JsonNode argument(JsonNode c, int place, String name) {
        JsonNode given = c.at("/in/args").path(place);
        return given.isMissingNode() ? c.at("/in/kwargs").path(name) : given;
    }

    @TestFactory
    Stream<DynamicTest> supportsTagsInTheRecordedOrder() {
        return ConformanceBlock.of("supported_tags")
                .only(c -> !c.get("platform").asText().startsWith("win"))
                .check(TagConformanceTest::assertAccepted);
    }

    private static void assertAccepted(JsonNode c) {
        TagPreference ours = TagPreference.cpython(
                c.at("/python/0").asInt(),
                c.at("/python/1").asInt(),
                c.get("free_threaded").asBoolean(),
                platforms(c.get("platform").asText()));
        assertThat(ours.tags()).map(WheelTag::toString).isEqualTo(strings(c.get("tags")));
    }

    private static List<String> platforms(String name) {
        String[] parts = name.split("[-.]");
        return switch (parts[0]) {
            case "linux" ->
                parts[1].equals("gnu")
                        ? PlatformTags.glibc(parts[4], Integer.parseInt(parts[3]))
                        : PlatformTags.musl(parts[4], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
            case "macosx" -> PlatformTags.macos(parts[3], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
