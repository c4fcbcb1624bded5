package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    static final Vocabulary<String> VOCABULARY = new Vocabulary<>() {
        @Override
        public String root() {
            return "shop";
        }

        @Override
        public String name(String name) {
            return name;
        }
    };

    @Test
    void explainsAChain() {
        MapUniverse universe = new MapUniverse()
                .with("foo 1.0.0", "bar >=2,<3")
                .with("bar 2.0.0", "baz >=3,<4")
                .with("baz 1.0.0")
                .with("baz 3.0.0");
        assertExplained("chain", universe, "foo >=1,<2", "baz >=1,<2");
    }

    @Test
    void numbersALineThatIsCitedLater() {
        MapUniverse universe = new MapUniverse()
                .with("foo 1.0.0", "a >=1,<2", "b >=1,<2")
                .with("foo 1.1.0", "x >=1,<2", "y >=1,<2")
                .with("a 1.0.0", "b >=2,<3")
                .with("b 1.0.0")
                .with("b 2.0.0")
                .with("x 1.0.0", "y >=2,<3")
                .with("y 1.0.0")
                .with("y 2.0.0");
        assertExplained("branches", universe, "foo >=1,<2");
    }

    @Test
    void explainsContradictoryRootRequirements() {
        assertExplained("contradiction", new MapUniverse().with("a 1").with("a 2"), "a ==1", "a ==2");
    }

    @Test
    void reportsAMissingPackage() {
        assertExplained("missing", new MapUniverse().with("a 1", "c"), "a");
        assertExplained("missing-at-once", new MapUniverse(), "a");
    }

    @Test
    void reportsAMissingVersion() {
        assertExplained("no-version", new MapUniverse().with("a 1").with("a 2"), "a >=3");
    }

    @Test
    void reportsARangeThatNoVersionMatches() {
        assertExplained("impossible", new MapUniverse().with("a 1"), "a >2,<1");
    }

    @Test
    void reportsUnavailableVersions() {
        MapUniverse universe = new MapUniverse()
                .unavailable("a 3", "requires Python >=3.13")
                .unavailable("a 2", "requires Python >=3.13")
                .with("a 1");
        assertExplained("unavailable", universe, "a >=2");
    }

    @Test
    void explainsThousandsOfVersionsInAFewLines() {
        MapUniverse universe = new MapUniverse();
        for (int i = 0; i < 1500; i++) {
            universe.with("sdk 1." + i, "core ==2." + i);
            universe.with("core 2." + i, "http >=1." + (i % 7 + 3) + ",<2");
        }
        universe.with("http 1.2").with("http 1.9");
        assertExplained("thousands", universe, "sdk", "http <1.3");
    }

    @Test
    void explainsAConflictWhoseReasonChanges() {
        MapUniverse universe = new MapUniverse();
        for (int i = 0; i < 200; i++) {
            universe.with("sdk 1." + i, i < 100 ? "old >=2" : "http >=3");
        }
        universe.with("http 1").with("http 3").with("old 1").with("old 2");
        assertExplained("pieces", universe, "sdk", "http <3", "old <2");
    }

    @Test
    void omitsGapsBetweenTheVersionsOfAWildcard() {
        MapUniverse universe = new MapUniverse()
                .with("flow 2.15.0rc0", "num >=1.23,<2")
                .with("flow 2.15.0", "num >=1.23,<2")
                .with("flow 2.15.1", "num >=1.23,<2")
                .with("flow 2.16.0")
                .with("num 1.26")
                .with("num 2.0");
        assertExplained("wildcard", universe, "flow ==2.15.*", "num >=2");
    }

    /** One project became two: its dependencies change over time, and each release pins one of its own parts. */
    @Test
    void explainsAConflictInSeveralErasEraByEra() {
        MapUniverse universe = new MapUniverse();
        for (int i = 0; i < 60; i++) {
            universe.with("air 2." + i, "flask >=2." + (i < 40 ? 2 : 3), "extra");
            universe.with("air 3." + i, "core ==3." + i);
            universe.with("core 3." + i, i < 20 ? "flask >=2.1" : "requests >=2." + (20 + i % 3));
        }
        universe.with("extra 1");
        universe.with("flask 1").with("flask 2.5").with("urllib3 1.20").with("urllib3 1.26");
        for (int i = 20; i < 40; i++) {
            universe.with("requests 2." + i, "urllib3 >=1.2" + (1 + i % 4));
        }
        assertExplained("eras", universe, "air >=2", "urllib3 <1.21", "flask <2");
    }

    @Test
    void abridgesManyPinsOfAnUnexploredPackage() {
        MapUniverse universe = new MapUniverse();
        for (int i = 20; i < 60; i++) {
            universe.with("sdk 1." + i, "api ==1." + i);
            universe.with("api 1." + i);
        }
        assertExplained("pins", universe, "sdk", "api <1.10");
    }

    static void assertExplained(String name, MapUniverse universe, String... requirements) {
        Outcome<String> outcome = universe.solve(requirements);
        assertThat(outcome).isInstanceOf(Outcome.Unsolvable.class);
        List<String> lines = Explanation.of(((Outcome.Unsolvable<String>) outcome).failure(), VOCABULARY);
        assertThat(lines).hasSizeBetween(1, 30);
        Golden.assertMatches("solver/" + name + ".txt", String.join("\n", lines));
    }
}
