package io.github.pywar.python.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.testing.ConformanceBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares markers with recorded results of {@code packaging}. */
class MarkerConformanceTest {

    @TestFactory
    Stream<DynamicTest> parsesAndPrintsAsRecorded() {
        return ConformanceBlock.of("marker_parse").check(c -> {
            String text = c.get("in").asText();
            if (!c.get("valid").asBoolean()) {
                assertThatThrownBy(() -> Marker.parse(text)).isInstanceOf(SyntaxException.class);
                return;
            }
            Marker marker = Marker.parse(text);
            assertThat(marker).hasToString(c.get("str").asText());
            assertThat(Marker.parse(marker.toString())).isEqualTo(marker);
        });
    }

    @TestFactory
    Stream<DynamicTest> evaluatesAsRecorded() {
        return ConformanceBlock.of("marker_evaluate").check(c -> {
            Marker marker = Marker.parse(c.at("/in/marker").asText());
            MarkerEnvironment environment = environment(c.get("in"));
            if (c.has("error")) {
                assertThatThrownBy(() -> marker.evaluate(environment)).isInstanceOf(UserException.class);
            } else {
                assertThat(marker.evaluate(environment))
                        .isEqualTo(c.get("result").asBoolean());
            }
        });
    }

    private static MarkerEnvironment environment(JsonNode in) {
        Map<String, String> values = new TreeMap<>();
        in.get("environment").properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                values.put(field.getKey(), field.getValue().asText());
            }
        });
        String extra = values.remove("extra");
        MarkerEnvironment environment = MarkerEnvironment.of(values);
        boolean sets =
                in.at("/environment").has("extras") || in.at("/environment").has("dependency_groups");
        if (sets || in.get("context").asText().equals("lock_file")) {
            return environment.forLock(
                    names(in.at("/environment/extras")), names(in.at("/environment/dependency_groups")));
        }
        return extra == null || extra.isEmpty() ? environment : environment.withExtras(List.of(ExtraName.parse(extra)));
    }

    private static List<ExtraName> names(JsonNode array) {
        List<ExtraName> names = new ArrayList<>();
        array.forEach(name -> names.add(ExtraName.parse(name.asText())));
        return names;
    }
}
