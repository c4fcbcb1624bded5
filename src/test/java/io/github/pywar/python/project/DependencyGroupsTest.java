package io.github.pywar.python.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.ConformanceBlock;
import io.github.pywar.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyGroupsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> groupsAreResolvedAsRecorded() {
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
        Map<String, List<DependencyGroups.Item>> groups = new LinkedHashMap<>();
        Map<String, SourceLocation> notLists = new LinkedHashMap<>();
        c.at("/in/args/0").properties().forEach(group -> {
            if (group.getValue().isArray()) {
                groups.put(group.getKey(), items(group.getValue()));
            } else {
                notLists.put(group.getKey(), SourceLocation.of("recorded"));
            }
        });
        DependencyGroups all = new DependencyGroups(groups, notLists);
        List<String> resolved = new ArrayList<>();
        for (int i = 1; i < c.at("/in/args").size(); i++) {
            all.resolve(ExtraName.parse(c.at("/in/args").get(i).asText()))
                    .forEach(declared -> resolved.add(declared.requirement().toString()));
        }
        return resolved;
    }

    private static List<DependencyGroups.Item> items(JsonNode array) {
        List<DependencyGroups.Item> items = new ArrayList<>();
        array.forEach(item -> items.add(
                new DependencyGroups.Item(MAPPER.convertValue(item, Object.class), SourceLocation.of("recorded"))));
        return items;
    }

    @Test
    void groupsIncludeOthersInTheirPlace() {
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
    void aMistakeIsToldWithItsPlace(String name, String table) {
        DependencyGroups groups = groups("[dependency-groups]\n" + table.replace(';', '\n') + "\n");
        String told = "";
        try {
            told = "accepted: " + groups.resolve(ExtraName.parse("test"));
        } catch (UserException e) {
            told = e.getMessage();
        }
        Golden.assertMatches("dependency-groups/" + name + ".txt", told);
    }

    private static DependencyGroups groups(String toml) {
        return PyProject.parse(toml.getBytes(StandardCharsets.UTF_8), "pyproject.toml")
                .groups();
    }
}
