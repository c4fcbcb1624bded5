package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies of groups: never stronger than those of the versions. */
class CoarseUniverseTest {

    private final MapUniverse universe = new MapUniverse();
    private final Facts facts = new Facts(universe);
    private final CoarseUniverse<String> coarse = new CoarseUniverse<>(facts.packages(), new Grouping<>(1, Set.of()));

    @Test
    void sharesWhatAllVersionsRequire() {
        universe.with("a 1", "b <2", "c").with("a 2", "b >=5", "d").with("b 1");
        explore("a", "1", "2");

        assertThat(known("a", "2"))
                .containsExactly(new Dependency<>(
                        "b", facts.in("b <2").or(facts.in("b >=5")).range()));
        assertThat(known("a", "1")).isEqualTo(known("a", "2"));
        assertThat(coarse.dependencies("a", Version.parse("1")))
                .extracting(one -> ((Dependencies.Known<String>) one).appliesTo())
                .isEqualTo(Optional.of(facts.in("a").range()));
    }

    @Test
    void intersectsTheRequirementsOfOneVersionBeforeItJoinsVersions() {
        universe.with("a 1", "b >=1", "b <3").with("a 2", "b >=2,<3").with("b 1");
        explore("a", "1", "2");

        assertThat(known("a", "1")).containsExactlyElementsOf(MapUniverse.dependencies("b >=1,<3"));
    }

    @Test
    void keepsTheRequirementsOfASingleVersion() {
        universe.with("a 1", "b >=1", "b <3").with("b 1");
        explore("a", "1");

        assertThat(known("a", "1")).containsExactlyElementsOf(MapUniverse.dependencies("b >=1", "b <3"));
    }

    @Test
    void leavesOutVersionsThatCannotBeUsed() {
        universe.with("a 1", "b >=1").unavailable("a 2", "is broken").with("b 1");
        explore("a", "1", "2");

        assertThat(known("a", "2")).containsExactlyElementsOf(MapUniverse.dependencies("b >=1"));
    }

    @Test
    void leavesOutARequirementThatNoVersionMatches() {
        universe.with("a 1", "b >2,<1").with("a 2", "b >2,<1", "c").with("b 1");
        explore("a", "1", "2");

        assertThat(known("a", "2")).isEmpty();
    }

    @Test
    void hasNoDependenciesOfAVersionThatWasNotTried() {
        universe.with("a 1", "b").with("a 2", "b");
        explore("a", "2");

        assertThat(known("a", "1")).isEmpty();
        assertThat(coarse.versions("a")).containsExactly(Version.parse("2"), Version.parse("1"));
    }

    @ParameterizedTest
    @CsvSource({
        "is broken, is broken, is broken, is broken",
        "is broken, is yanked, is broken, is broken or is yanked",
        "is broken, is yanked, is empty, is broken or is yanked or has another problem",
    })
    void joinsTheReasonsOfVersionsThatCannotBeUsed(String first, String second, String third, String reason) {
        universe.unavailable("a 1", first).unavailable("a 2", second).unavailable("a 3", third);
        explore("a", "1", "2", "3");

        assertThat(coarse.dependencies("a", Version.parse("3"))).isEqualTo(new Dependencies.Unavailable<>(reason));
    }

    @Test
    void bindsAnExtraToItsPackage() {
        assertThat(coarse.follows("a[x]")).contains("a");
        assertThat(coarse.follows("a")).isEmpty();
    }

    private void explore(String name, String... versions) {
        for (String text : versions) {
            Version version = Version.parse(text);
            facts.node(name).explored().put(version, universe.dependencies(name, version));
        }
    }

    private List<Dependency<String>> known(String name, String version) {
        return ((Dependencies.Known<String>) coarse.dependencies(name, Version.parse(version))).all();
    }
}
