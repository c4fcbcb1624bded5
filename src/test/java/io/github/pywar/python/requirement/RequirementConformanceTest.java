package io.github.pywar.python.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.ConformanceBlock;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares requirements with recorded results of {@code packaging}. */
class RequirementConformanceTest {

    @TestFactory
    Stream<DynamicTest> parsesAsRecorded() {
        return ConformanceBlock.of("requirement_parse").check(c -> {
            String text = c.get("in").asText();
            if (c.get("valid").asBoolean()) {
                assertRecorded(Requirement.parse(text), c);
            } else {
                assertThatThrownBy(() -> Requirement.parse(text)).isInstanceOf(SyntaxException.class);
            }
        });
    }

    private static void assertRecorded(Requirement requirement, JsonNode c) {
        TreeSet<ExtraName> extras = new TreeSet<>();
        c.get("extras").forEach(extra -> extras.add(ExtraName.parse(extra.asText())));
        assertThat(requirement.name()).isEqualTo(PackageName.parse(c.get("name").asText()));
        assertThat(requirement.extras()).isEqualTo(extras);
        assertThat(requirement.url().orElse(null)).isEqualTo(c.get("url").textValue());
        assertThat(requirement.specifiers()).hasToString(c.get("specifier").asText());
        assertThat(requirement.marker().map(Marker::toString).orElse(null))
                .isEqualTo(c.get("marker").textValue());
        assertThat(Requirement.parse(requirement.toString())).isEqualTo(requirement);
    }
}
