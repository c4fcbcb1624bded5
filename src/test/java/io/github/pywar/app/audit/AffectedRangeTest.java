package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Affected versions, by the evaluation of the OSV schema. */
class AffectedRangeTest {

    @ParameterizedTest
    @CsvSource({
        "introduced=0 fixed=2.0, 1.9.9, true",
        "introduced=0 fixed=2.0, 2.0, false",
        "introduced=0 fixed=2.0, 2.0rc1, true",
        "introduced=0 fixed=2.0, 0.dev1, true",
        "introduced=1.0 fixed=2.0, 0.9, false",
        "introduced=1.0 fixed=2.0, 1.0.0, true",
        "introduced=1.0 fixed=2.0, 2.0+local, false",
        "introduced=0 last_affected=2.0, 2.0, true",
        "introduced=0 last_affected=2.0, 2.0.post1, false",
        "introduced=0, 99, true",
        "fixed=2.0 introduced=0, 1.0, true",
        "introduced=0 fixed=1.2 introduced=2.0 fixed=2.3, 1.5, false",
        "introduced=0 fixed=1.2 introduced=2.0 fixed=2.3, 2.2, true",
        "introduced=0 fixed=1.2 introduced=2.0 fixed=2.3, 2.3, false",
        "introduced=1.0 last_affected=1.0, 1.0, true",
        "introduced=1.0 last_affected=1.0, 1.1, false",
        "introduced=0 limit=2.0, 1.0, true",
        "introduced=0 limit=2.0, 2.0, false",
        "introduced=0 limit=2.0 limit=3.0, 2.5, true",
        "introduced=0 limit=2.0 limit=*, 9, true",
        "introduced=1!1.0, 2.0, false",
        "introduced=no-version fixed=2.0, 1.0, true",
        "introduced=0 fixed=no-version, 1.0, true"
    })
    void comparesVersionsByPep440(String events, String version, boolean isAffected) {
        Advisory advisory = Osv.advisory(Osv.record("X-1", "web", Osv.events(events.split(" "))));

        assertThat(advisory.affects(PackageName.parse("web"), Version.parse(version)))
                .isEqualTo(isAffected);
    }

    @Test
    void comparesListedVersionsAndTheirLocalBuilds() {
        Advisory advisory =
                Osv.advisory(Osv.record("X-1", "web", "\"versions\": [\"1.0\", \"2.0.0\", \"odd version\"]"));

        assertThat(affects(advisory, "1")).isTrue();
        assertThat(affects(advisory, "1.0+cu118")).isTrue();
        assertThat(affects(advisory, "2.0")).isTrue();
        assertThat(affects(advisory, "1.1")).isFalse();
    }

    @Test
    void affectsEveryVersionIfNoneCanBeCompared() {
        Advisory commits = Osv.advisory(
                Osv.record("X-1", "web", "\"ranges\": [{\"type\": \"GIT\", \"events\": [{\"introduced\": \"0\"}]}]"));

        assertThat(affects(commits, "7")).isTrue();
    }

    @Test
    void namesTheLowestLaterFix() {
        Advisory advisory = Osv.advisory(
                Osv.record("X-1", "web", Osv.events("introduced=0", "fixed=1.2", "introduced=2.0", "fixed=2.3")));

        assertThat(advisory.fixedAfter(PackageName.parse("Web"), Version.parse("2.1")))
                .contains(Version.parse("2.3"));
        assertThat(advisory.fixedAfter(PackageName.parse("web"), Version.parse("1.0")))
                .contains(Version.parse("1.2"));
    }

    private static boolean affects(Advisory advisory, String version) {
        return advisory.affects(PackageName.parse("web"), Version.parse(version));
    }
}
