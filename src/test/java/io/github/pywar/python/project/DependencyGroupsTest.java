package io.github.pywar.python.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.base.data.TomlText;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.ConformanceBlock;
import io.github.pywar.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyGroupsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> resolvesGroupsAsRecorded() {
        return ConformanceBlock.of("dependency_groups").check(c -> {
            if (c.has("error")) {
                assertThatThrownBy(() -> resolve(c)).isInstanceOf(UserException.class);
            } else {
                List<String> expected = new ArrayList<>();
                c.get("result").forEach(text -> expected.add(text.asText()));
                assertThat(resolve(c)).isEqualTo(expected);
            }
        });
    }

    private static List<String> resolve(JsonNode c) {
        DependencyGroups groups = groups("[dependency-groups]\n"
                + c.at("/in/args/0").properties().stream()
                        .map(group -> TomlText.key(group.getKey()) + " = " + toml(group.getValue()) + "\n")
                        .collect(Collectors.joining()));
        List<String> resolved = new ArrayList<>();
        for (int i = 1; i < c.at("/in/args").size(); i++) {
            groups.resolve(ExtraName.parse(c.at("/in/args").get(i).asText()))
                    .forEach(declared -> resolved.add(declared.requirement().toString()));
        }
        return resolved;
    }

    private static String toml(JsonNode value) {
        return TomlText.value(MAPPER.convertValue(value, Object.class));
    }

    @Test
    void expandsIncludesInPlace() {
        DependencyGroups groups = groups("""
                [dependency-groups]
                test = ["pytest>7", {include-group = "Typing_Stubs"}, "coverage"]
                typing-stubs = ["mypy"]
                """);

        assertThat(groups.resolve(ExtraName.parse("test")))
                .map(DeclaredRequirement::toString)
                .containsExactly(
                        "pytest>7 (pyproject.toml:2)", "mypy (pyproject.toml:3)", "coverage (pyproject.toml:2)");
        assertThat(groups.names()).map(ExtraName::value).containsExactly("test", "typing-stubs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    missing   | other = []
                    circle    | test = [{include-group = "a"}];a = [{include-group = "test"}]
                    two-faults | test = ["flask >= x", {include = "a"}]
                    no-list   | test = "pytest"
                    twice     | test = [];TEST = []
                    """)
    void reportsInvalidGroups(String name, String table) {
        DependencyGroups groups = groups("[dependency-groups]\n" + table.replace(';', '\n') + "\n");
        String message;
        try {
            message = "accepted: " + groups.resolve(ExtraName.parse("test"));
        } catch (UserException e) {
            message = e.getMessage();
        }
        Golden.assertMatches("dependency-groups/" + name + ".txt", message);
    }

    private static DependencyGroups groups(String toml) {
        return PyProject.parse(toml.getBytes(StandardCharsets.UTF_8), "pyproject.toml")
                .groups();
    }
}
