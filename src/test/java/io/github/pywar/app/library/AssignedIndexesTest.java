package io.github.pywar.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.dependency.NamedSources;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.declaration.SourceName;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestProgress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignedIndexesTest {

    private static final IndexDeclaration MAIN =
            IndexDeclaration.of("main", URI.create("https://index.example.org/main/"), "test");
    private static final IndexDeclaration OWN =
            IndexDeclaration.of("own", URI.create("https://index.example.org/own/"), "test");

    @Test
    void servesAssignedPackagesFromTheirIndexOnly() {
        AssignedIndexes assigned = new AssignedIndexes(List.of(MAIN, OWN), sources("shop", "OWN"));

        assertThat(assigned.all()).containsExactly(MAIN, OWN.scope(List.of("shop")), OWN);
    }

    @Test
    void addsToTheScopeOfAnIndex() {
        AssignedIndexes assigned = new AssignedIndexes(List.of(OWN.scope(List.of("team-*"))), sources("shop", "own"));

        assertThat(assigned.all()).containsExactly(OWN.scope(List.of("team-*", "shop")));
    }

    @Test
    void reportsNamesWithoutAnIndex() {
        TestProgress progress = new TestProgress();
        SourceName unused = new SourceName("unused", new SourceLocation("pyproject.toml", 9));
        NamedSources named = sources("shop", "other");
        List<SourceName> defined = List.of(named.defined().get(0), unused);
        new AssignedIndexes(List.of(MAIN), new NamedSources(named.ofPackages(), defined)).report(progress);

        assertThat(progress.warnings())
                .containsExactly("`shop` must come from the package source `other` (pyproject.toml:4), and no index has"
                        + " this id, so all indexes are searched. Declare it: <index><id>other</id>");
        assertThat(progress.steps())
                .containsExactly(
                        "Package sources that are not used, because no index of the build has their name as its"
                                + " id: `unused` (pyproject.toml:9)");
    }

    @Test
    void acceptsTheDefaultIndexUnderAnyId() {
        TestProgress progress = new TestProgress();
        new AssignedIndexes(List.of(MAIN), sources("shop", "PyPI")).report(progress);

        assertThat(progress.warnings()).isEmpty();
        assertThat(progress.steps()).isEmpty();
    }

    private static NamedSources sources(String name, String source) {
        SourceName named = new SourceName(source, new SourceLocation("pyproject.toml", 4));
        return new NamedSources(Map.of(PackageName.parse(name), named), List.of(named));
    }
}
