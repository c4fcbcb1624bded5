package io.github.pywar.python.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.tag.PlatformTags;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.testing.ConformanceBlock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded decisions of the reference on locks. */
class LockConformanceTest {

    private static final TagPreference HERE = TagPreference.cpython(3, 11, false, PlatformTags.glibc("x86_64", 36));

    @TestFactory
    Stream<DynamicTest> aLockIsValidAsRecorded() {
        return ConformanceBlock.of("pylock_from_dict").check(c -> {
            if (c.get("valid").asBoolean()) {
                LockFile.from((Map<?, ?>) plain(c.get("in")), "recorded");
            } else {
                assertThatThrownBy(() -> LockFile.from((Map<?, ?>) plain(c.get("in")), "recorded"))
                        .isInstanceOf(UserException.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> filesAreSelectedAsRecorded() {
        return ConformanceBlock.of("pylock_select").check(c -> {
            LockFile lock = LockFile.from((Map<?, ?>) plain(c.at("/in/lock")), "recorded");
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

    private static Object plain(JsonNode node) {
        if (node.has("$datetime")) {
            String time = node.get("$datetime").asText();
            return time.matches(".*[+Z].*") ? OffsetDateTime.parse(time) : LocalDateTime.parse(time);
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        return node.isBoolean()
                ? (Object) node.asBoolean()
                : node.isIntegralNumber()
                        ? (Object) node.asLong()
                        : node.isNumber() ? (Object) node.asDouble() : node.textValue();
    }
}
