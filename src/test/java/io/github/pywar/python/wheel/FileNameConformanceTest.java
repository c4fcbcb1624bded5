package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.ConformanceBlock;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recorded results of the reference implementations for names, versions and file names. */
class FileNameConformanceTest {

    @TestFactory
    Stream<DynamicTest> namesAreTakenApartAsPackagingDoes() {
        return ConformanceBlock.of("utils")
                .excluding("a name that is not ASCII can be on no index (PEP 508)", c -> text(c).contains("\u00e1"))
                .excluding(
                        "sorted order is required (published wheels are not sorted)",
                        c -> c.at("/in/kwargs/validate_order").asBoolean())
                .excluding(
                        "normalising what is no name, or no version, is a detail of the Python function",
                        c -> func(c).equals("canonicalize_name")
                                        && PackageName.tryParse(text(c)).isEmpty()
                                        && !c.has("error")
                                || func(c).equals("canonicalize_version")
                                        && Version.tryParse(text(c)).isEmpty())
                .check(FileNameConformanceTest::holds);
    }

    @TestFactory
    Stream<DynamicTest> wheelNamesAreTakenApartAsPipDoes() {
        return ConformanceBlock.of("pip_wheel_filename").check(c -> {
            String fileName = c.get("in").asText();
            if (c.has("error")) {
                assertThat(WheelName.tryParse(fileName)).isEmpty();
            } else {
                isWheel(WheelName.parse(fileName), c.get("name"), c.get("version"), c.get("build"), c.get("tags"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theFormatsVersionIsJudgedAsPipDoes() {
        return ConformanceBlock.of("pip_wheel_scripts")
                .only(c -> func(c).equals("check_compatibility"))
                .check(c -> {
                    String text = "Wheel-Version: " + c.at("/in/args/0/0") + "." + c.at("/in/args/0/1") + "\n";
                    if (c.has("error")) {
                        assertThatThrownBy(() -> WheelInfo.parse(text, "a.whl")).isInstanceOf(UserException.class);
                    } else {
                        assertThat(WheelInfo.parse(text, "a.whl").major()).isEqualTo(1);
                    }
                });
    }

    private static void holds(JsonNode c) {
        String in = text(c);
        JsonNode result = c.path("result");
        switch (func(c)) {
            case "canonicalize_name" ->
                assertThat(PackageName.tryParse(in).map(PackageName::value))
                        .isEqualTo(Optional.ofNullable(result.textValue()));
            case "is_normalized_name" ->
                assertThat(PackageName.parse(in).value().equals(in)).isEqualTo(result.asBoolean());
            case "canonicalize_version" -> assertThat(Version.parse(in)).isEqualTo(Version.parse(result.asText()));
            case "parse_sdist_filename" ->
                assertThat(SdistName.tryParse(in))
                        .isEqualTo(Optional.of(result)
                                .filter(JsonNode::isArray)
                                .map(r -> new SdistName(
                                        PackageName.parse(r.get(0).asText()),
                                        Version.parse(r.get(1).asText()))));
            default -> wheel(c, in);
        }
    }

    private static void wheel(JsonNode c, String in) {
        if (c.has("error")) {
            assertThatThrownBy(() -> WheelName.parse(in)).isInstanceOf(UserException.class);
            assertThat(WheelName.tryParse(in)).isEmpty();
        } else {
            JsonNode r = c.get("result");
            isWheel(WheelName.parse(in), r.get(0), r.get(1), r.get(2), r.get(3));
        }
    }

    private static void isWheel(WheelName wheel, JsonNode name, JsonNode version, JsonNode build, JsonNode tags) {
        assertThat(wheel.name().value()).isEqualTo(name.asText());
        assertThat(wheel.version()).hasToString(version.asText());
        assertThat(wheel.build())
                .hasToString(
                        build.isEmpty()
                                ? ""
                                : build.get(0).asText() + build.get(1).asText());
        assertThat(wheel.tags().stream().sorted().map(Object::toString))
                .containsExactlyElementsOf(StreamSupport.stream(tags.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static String func(JsonNode c) {
        return c.at("/in/func").asText();
    }

    private static String text(JsonNode c) {
        return c.at("/in/args/0").asText();
    }
}
