package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules of a request beside its requirements: constraints, overrides, pins, direct references, hashes, upload times.
 */
class ResolverOptionsTest extends ResolverFixture {

    @Test
    void limitsVersionsByConstraintsWithoutRequiringTheProject() throws IOException {
        index.wheel("a", "2").wheel("a", "1").wheel("b", "1");
        request.constraints(List.of(
                new RootRequirement(Requirement.parse("a<2"), "constraints.txt:1"),
                new RootRequirement(Requirement.parse("b<1"), "constraints.txt:2")));
        assertThat(chosen("a")).containsExactly("a 1");
        assertError("constraint", "b");
    }

    @Test
    void replacesSpecifiersByOverrides() throws IOException {
        index.wheel("a", "1", "b<2").wheel("b", "2").wheel("b", "1");
        request.overrides(List.of(new RootRequirement(Requirement.parse("b>=2"), "<overrides> in pom.xml")));
        assertThat(chosen("a")).containsExactly("a 1", "b 2");
    }

    @Test
    void excludesAProjectForAllDependers() throws IOException {
        index.wheel("a", "1", "b", "c").wheel("c", "1");
        request.exclusions(List.of(PackageName.parse("b")));
        assertThat(chosen("a", "b")).containsExactly("a 1", "c 1");
    }

    @Test
    void keepsPreferredVersionsIfPossible() throws IOException {
        index.wheel("a", "3").wheel("a", "2").wheel("a", "1").wheel("b", "2").wheel("b", "1");
        request.prefer(PackageName.parse("a"), Version.parse("2")).prefer(PackageName.parse("b"), Version.parse("9"));
        assertThat(chosen("a", "b")).containsExactly("a 2", "b 2");
        assertThat(chosen("a>2", "b")).containsExactly("a 3", "b 2");
    }

    /** The same as pip 26 and uv 0.13. */
    @ParameterizedTest
    @CsvSource({
        "a==2, a>=1, true",
        "a===2, a, true",
        "a==2; sys_platform == 'linux', b, true",
        "a==2, b, true",
        "a>=2, a, false",
        "a==2.*, a, false",
        "a~=2.0, a, false",
        "a==2; sys_platform == 'win32', a, false",
    })
    void admitsAYankedVersionPinnedByAConstraint(String constraint, String requirement, boolean isTaken)
            throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked("broken"), List.of())
                .wheel("a", "1")
                .wheel("b", "1", "a>=1");
        request.constraints(List.of(new RootRequirement(Requirement.parse(constraint), "constraints.txt:1")));

        if (isTaken) {
            Resolution resolution = resolve(requirement);
            assertThat(releases(resolution)).contains("a 2");
            assertThat(resolution.warnings()).containsExactly("`a` 2 was yanked by its authors: broken");
        } else if (constraint.contains("win32")) {
            assertThat(chosen(requirement)).containsExactly("a 1");
        } else {
            assertThatThrownBy(() -> resolve(requirement)).hasMessageContaining("was yanked (broken)");
        }
    }

    @Test
    void admitsAYankedVersionPinnedByAnOverride() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked("broken"), List.of())
                .wheel("a", "1")
                .wheel("b", "1", "a<2");
        request.overrides(List.of(new RootRequirement(Requirement.parse("a==2"), "<overrides>")));

        assertThat(chosen("b")).containsExactly("a 2", "b 1");
    }

    @Test
    void rejectsAYankedVersionWithoutAPin() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked("broken"), List.of())
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(chosen("a==2")).containsExactly("a 2");
        assertThat(warnings("a==2")).containsExactly("`a` 2 was yanked by its authors: broken");
        assertError("yanked", "a>=2");
    }

    @Test
    void omitsAHintThatWouldNotHelp() {
        index.wheel("a", "3", "py3-none-any", file -> file.yanked("broken"), List.of("u>=2"))
                .wheel("a", "2", "u>=2")
                .wheel("a", "4", "u>=2")
                .wheel("u", "1")
                .wheel("u", "2");
        assertError("yanked-between", "a>=2", "u<2");
    }

    @Test
    void reportsAPinWithoutAWheel() {
        source("n", "1.22.0");
        index.wheel("n", "2").wheel("p", "1", "n>=2");
        assertError("pin-without-wheel", "n==1.22.0", "p");
    }

    @Test
    void ignoresThePinOfARejectedVersion() {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked(""), List.of());
        index.wheel("b", "2", "a==2", "missing").wheel("b", "1", "a");
        assertThatThrownBy(() -> chosen("b")).isInstanceOf(UserException.class);
    }

    @Test
    void prefersFinalVersionsToPrereleases() throws IOException {
        index.wheel("a", "2rc1").wheel("a", "1");
        assertThat(chosen("a>=1rc1")).containsExactly("a 1");
        assertThat(chosen("a>1")).containsExactly("a 2rc1");
        assertThat(warnings("a>1"))
                .containsExactly("`a` 2rc1 is a pre-release: no final version satisfies the requirements");
        assertThat(warnings("a>=2rc1")).isEmpty();
        request.prereleases(PackageName.parse("a"), PrereleaseMode.ALWAYS);
        assertThat(chosen("a")).containsExactly("a 2rc1");
        request.prereleases(PackageName.parse("a"), PrereleaseMode.NEVER);
        assertError("prerelease", "a>1");
    }

    @Test
    void fixesAProjectByADirectReference() throws IOException {
        index.wheel("a", "9").wheel("b", "1", "a>=1");
        index.metadata("a-1.5-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1.5\nRequires-Dist: c\n");
        index.wheel("c", "1");
        String url = "https://repo.example.org/a-1.5-py3-none-any.whl#sha256=" + "0".repeat(64);
        Resolution resolution = resolve("b", "a @ " + url);
        assertThat(releases(resolution)).containsExactly("a 1.5", "b 1", "c 1");
        assertThat(resolution.packages().get(0).direct()).isTrue();
        assertThat(resolution.packages().get(0).file().sha256()).isPresent();
        String strong = url.replaceFirst("#.*", "#sha512=ab&egg=a");
        assertThat(resolve("a @ " + strong, "a@" + strong.replace("//", "//ann@"))
                        .packages()
                        .get(0)
                        .file()
                        .hashes())
                .containsExactly(Map.entry("sha512", "ab"));
    }

    @Test
    void rejectsInvalidDirectReferences() {
        assertError("direct-source", "a @ https://repo.example.org/a-1.tar.gz");
        assertError("direct-git", "a @ git+https://repo.example.org/a.git@v1");
        assertError("direct-misfit", "a @ https://repo.example.org/a-1-cp39-cp39-win_amd64.whl");
        index.metadata("a-1-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1\n");
        assertError(
                "direct-twice",
                "a @ https://repo.example.org/1/a-1-py3-none-any.whl",
                "a @ https://repo.example.org/2/a-1-py3-none-any.whl");
        assertError(
                "direct-other-sum",
                "a @ https://repo.example.org/1/a-1-py3-none-any.whl#sha512=aa",
                "a @ https://ann:s3cret@repo.example.org/1/a-1-py3-none-any.whl#sha512=bb");
        assertError("direct-git-password", "a @ git+https://ann:s3cret@repo.example.org/a.git@v1");
        assertError("direct-other-machine", "a @ file://elsewhere/a-1-py3-none-any.whl");
    }

    @Test
    void rejectsAnIndexProjectThatDependsOnAUrl() throws IOException {
        index.wheel("a", "2", "b @ https://repo.example.org/b-1-py3-none-any.whl")
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void choosesFilesWithAllowedHashes() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.hash("sha256", "aa"), List.of());
        index.wheel("a", "1", "py3-none-any", file -> file.hash("sha256", "bb"), List.of());
        request.hash(PackageName.parse("a"), "sha256:bb");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void ignoresFilesUploadedTooLate() throws IOException {
        uploaded("2", "2026-02-01T00:00:00Z");
        uploaded("1", "2025-12-31T23:59:59Z");
        uploaded("1.5", "2026-01-01T00:00:00Z");
        index.wheel("a", "3"); // without an upload time, unlike the others on its index
        request.uploadedBefore(Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(warnings("a")).isEmpty();
        assertThatThrownBy(() -> chosen("a>=2"))
                .hasMessageContaining(
                        "`a` 3 was uploaded after the configured limit: wait, or move the time limit for uploads");
    }

    @Test
    void warnsAboutAnIndexWithoutUploadTimes() throws IOException {
        for (String name : List.of("a", "b")) {
            index.wheel(
                    name,
                    "2",
                    "py3-none-any",
                    file -> file.indexId("test"),
                    name.equals("a") ? List.of("b") : List.of());
        }
        request.uploadedBefore(Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(chosen("a")).containsExactly("a 2", "b 2");
        assertThat(warnings("a"))
                .containsExactly("The index `test` lists no upload times, so files of any age were accepted: `a`, `b`");
    }

    private void uploaded(String version, String time) {
        index.wheel("a", version, "py3-none-any", file -> file.uploaded(time), List.of());
    }

    @Test
    void comparesTextForArbitraryEquality() throws IOException {
        index.wheel("a", "1.0").wheel("a", "2.0");
        assertThat(chosen("a===1.0")).containsExactly("a 1.0");
        assertThatThrownBy(() -> chosen("a===1")).isInstanceOf(UserException.class);
    }
}
