package io.github.pywar.python.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.TomlText;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.tag.PlatformTags;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.testing.ConformanceBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares locks with recorded results of {@code packaging}. */
class LockConformanceTest {

    private static final TagPreference HERE = TagPreference.cpython(3, 11, false, PlatformTags.glibc("x86_64", 36));

    @TestFactory
    Stream<DynamicTest> validatesLocksAsRecorded() {
        return ConformanceBlock.of("pylock_from_dict").check(c -> {
            if (c.get("valid").asBoolean()) {
                lock(c.get("in"));
            } else {
                assertThatThrownBy(() -> lock(c.get("in"))).isInstanceOf(UserException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> selectsFilesAsRecorded() {
        return ConformanceBlock.of("pylock_select").check(c -> {
            LockFile lock = lock(c.at("/in/lock"));
            LockRequest request = request(c.at("/in/kwargs"));
            if (c.has("error")) {
                assertThatThrownBy(() -> lock.select(request)).isInstanceOf(UserException.class);
                return;
            }
            List<String> expected = new ArrayList<>();
            c.get("result")
                    .forEach(one -> expected.add(
                            one.get("name").asText() + " " + one.get("version").asText() + " "
                                    + one.get("artifact").asText().toUpperCase(Locale.ROOT)));
            assertThat(lock.select(request))
                    .map(one -> one.locked().name() + " "
                            + one.locked().version().map(Object::toString).orElse("null") + " PACKAGE"
                            + one.artifact().kind())
                    .isEqualTo(expected);
            for (int i = 0; i < expected.size(); i++) {
                String file = c.get("result").get(i).get("file").asText();
                assertThat(file)
                        .isIn(
                                lock.select(request).get(i).artifact().name(),
                                c.get("result").get(i).get("artifact").asText());
            }
        });
    }

    private static LockRequest request(JsonNode kwargs) {
        Map<String, String> values = new TreeMap<>();
        kwargs.path("environment")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        MarkerEnvironment markers = MarkerEnvironment.of(
                values.isEmpty() ? Map.of("python_full_version", "3.11.7", "python_version", "3.11") : values);
        String python = markers.value("python_full_version").orElseThrow();
        LockRequest request = new LockRequest(
                "recorded", markers, tags(kwargs), specifiers -> specifiers.contains(python, Optional.empty(), false));
        if (kwargs.path("extras").isArray()) {
            request = request.withExtras(names(kwargs.get("extras")));
        }
        if (kwargs.path("dependency_groups").isArray()) {
            request = request.withGroups(names(kwargs.get("dependency_groups")));
        }
        return request;
    }

    private static TagPreference tags(JsonNode kwargs) {
        if (!kwargs.has("tags")) {
            return HERE;
        }
        List<WheelTag> tags = new ArrayList<>();
        kwargs.get("tags").forEach(tag -> tags.addAll(WheelTag.parseSet(tag.asText())));
        return TagPreference.of(tags);
    }

    private static List<ExtraName> names(JsonNode array) {
        List<ExtraName> names = new ArrayList<>();
        array.forEach(name -> names.add(ExtraName.parse(name.asText())));
        return names;
    }

    private static LockFile lock(JsonNode recorded) {
        StringBuilder text = new StringBuilder();
        recorded.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> text.append(keyValue(field)).append('\n'));
        return LockFile.parse(text.toString().getBytes(StandardCharsets.UTF_8), "recorded");
    }

    private static String keyValue(Map.Entry<String, JsonNode> field) {
        return TomlText.key(field.getKey()) + " = " + toml(field.getValue());
    }

    private static String toml(JsonNode node) {
        if (node.has("$datetime")) {
            return node.get("$datetime").asText();
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(LockConformanceTest::keyValue)
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(LockConformanceTest::toml)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isTextual() ? TomlText.value(node.textValue()) : node.asText();
    }
}
