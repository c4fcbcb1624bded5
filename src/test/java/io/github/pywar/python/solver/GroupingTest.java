package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of versions: equal parts of each run. */
class GroupingTest {

    private final Node node = new Node(1);

    @ParameterizedTest
    @CsvSource({
        "0, 1, ''",
        "1, 4, 1",
        "5, 1, 1 2 3 4 5",
        "5, 2, 1 2 3|4 5",
        "6, 2, 1 2 3|4 5 6",
        "7, 4, 1 2|3 4|5 6|7",
        "3, 8, 1|2|3",
    })
    void splitsTheVersionsIntoParts(int versions, int parts, String groups) {
        List<Version> all = IntStream.rangeClosed(1, versions)
                .mapToObj(i -> Version.parse("" + i))
                .toList();

        assertThat(text(new Grouping<>(parts, Set.of()).groups(node, all))).isEqualTo(groups);
    }

    @Test
    void beginsARunWhereRelevantDependenciesChange() {
        dependencies("1", "b >=1", "other");
        dependencies("2", "b >=2");
        dependencies("3", "c");
        dependencies("4", "b");
        node.explored().put(Version.parse("5"), new Dependencies.Unavailable<String>("is broken"));
        node.explored().put(Version.parse("6"), new Dependencies.Unavailable<String>("is broken"));
        node.explored().put(Version.parse("7"), new Dependencies.Unavailable<String>("is yanked"));
        List<Version> all = node.explored().keySet().stream().sorted().toList();

        assertThat(text(new Grouping<>(1, Set.of("b", "c")).groups(node, all))).isEqualTo("1 2|3|4|5 6|7");
        assertThat(text(new Grouping<>(2, Set.of("b", "c")).groups(node, all))).isEqualTo("1|2|3|4|5|6|7");
    }

    private void dependencies(String version, String... requirements) {
        node.explored().put(Version.parse(version), new Dependencies.Known<>(MapUniverse.dependencies(requirements)));
    }

    private static String text(List<List<Version>> groups) {
        return groups.stream()
                .map(group -> group.stream().map(Version::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("|"));
    }
}
