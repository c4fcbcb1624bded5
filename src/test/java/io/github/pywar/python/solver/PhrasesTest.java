package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.VersionRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences about one fact, and clauses about two. */
class PhrasesTest {

    private final MapUniverse universe =
            new MapUniverse().with("a 1").with("a 2").with("b 1").with("b 2").with("c 1");
    private final Facts facts = new Facts(universe);
    private final Phrases<String> phrases = facts.phrases();

    @Test
    void writesAFactOfEachKind() {
        Incompatibility follows = new Incompatibility(
                List.of(facts.in("a[x] ==1"), facts.notIn("a ==1")),
                new Cause.Follows(facts.node("a[x]"), facts.node("a")));

        assertThat(phrases.sentence(facts.dependsOn("a ==2", "b >=2"))).isEqualTo("`a` 2 depends on `b` >=2");
        assertThat(phrases.sentence(facts.dependsOn("shop", "a"))).isEqualTo("shop depends on `a`");
        assertThat(phrases.sentence(facts.unavailable("a ==2", "is yanked"))).isEqualTo("`a` 2 is yanked");
        assertThat(phrases.sentence(facts.noVersion("a >=3"))).isEqualTo("no version of `a` matches >=3");
        assertThat(phrases.sentence(facts.noVersion("missing"))).isEqualTo("`missing` does not exist");
        assertThat(phrases.sentence(follows)).isEqualTo("`a[x]` always has the version of `a`");
    }

    @Test
    void mergesDependenciesOfTheSameVersions() {
        assertThat(phrases.both(facts.dependsOn("a ==2", "b"), facts.dependsOn("a ==2", "c")))
                .isEqualTo("`a` 2 depends on both `b` and `c`");
        assertThat(phrases.both(facts.dependsOn("a ==2", "b"), facts.dependsOn("a ==1", "c")))
                .isEqualTo("`a` 2 depends on `b` and `a` 1 depends on `c`");
    }

    @Test
    void leadsThroughAPackage() {
        Incompatibility dependency = facts.dependsOn("a", "b >=2");

        assertThat(phrases.both(dependency, facts.dependsOn("b ==2", "c")))
                .isEqualTo(phrases.both(facts.dependsOn("b ==2", "c"), dependency))
                .isEqualTo("every version of `a` depends on `b` >=2, which depends on `c`");
        assertThat(phrases.both(dependency, facts.unavailable("b ==2", "is yanked")))
                .isEqualTo("every version of `a` depends on `b` >=2, which is yanked");
    }

    @Test
    void leadsThroughAPackageOnlyIfAllItsVersionsAreMeant() {
        assertThat(phrases.both(facts.dependsOn("a", "b"), facts.dependsOn("b ==2", "c")))
                .isEqualTo("every version of `a` depends on `b` and `b` 2 depends on `c`");
        assertThat(phrases.both(facts.dependsOn("a", "b >=3"), facts.dependsOn("b", "c")))
                .isEqualTo("every version of `a` depends on `b` >=3 and every version of `b` depends on `c`");
        assertThat(phrases.both(facts.dependsOn("a", "b"), facts.unavailable("c", "is yanked")))
                .isEqualTo("every version of `a` depends on `b` and every version of `c` is yanked");
    }

    @Test
    void statesADependencyBeforeTheReasonWhyItCannotBeSatisfied() {
        Incompatibility dependency = facts.dependsOn("a", "b >=3");

        assertThat(phrases.both(facts.noVersion("b >=3"), dependency))
                .isEqualTo(phrases.both(dependency, facts.noVersion("b >=3")))
                .isEqualTo("every version of `a` depends on `b` >=3 and no version of `b` matches >=3");
        assertThat(phrases.both(facts.noVersion("b >=3"), facts.noVersion("c >=3")))
                .isEqualTo("no version of `b` matches >=3 and no version of `c` matches >=3");
    }

    @Test
    void statesOnceThatAPackageDoesNotExist() {
        assertThat(phrases.both(facts.noVersion("missing >=2"), facts.noVersion("missing <2")))
                .isEqualTo("`missing` does not exist");
    }

    @Test
    void omitsOnlyGapsBetweenExistingVersions() {
        Vocabulary<String> withRejected = new Vocabulary<>() {
            @Override
            public String root() {
                return "shop";
            }

            @Override
            public String name(String name) {
                return name;
            }

            @Override
            public boolean isEmptyRange(String name, VersionRange range) {
                return !range.equals(facts.in("a >=4").range());
            }
        };
        Phrases<String> strict = new Phrases<>(facts.packages(), withRejected);

        assertThat(phrases.isSilent(facts.noVersion("a >=4"))).isTrue();
        assertThat(strict.isSilent(facts.noVersion("a >=3"))).isTrue();
        assertThat(strict.isSilent(facts.noVersion("a >=4"))).isFalse();
        assertThat(phrases.isSilent(facts.noVersion("missing"))).isFalse();
        assertThat(phrases.isSilent(facts.unavailable("a >=4", "is yanked"))).isFalse();
    }
}
