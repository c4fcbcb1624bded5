package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person says beside requirements: constraints, overrides, pins, references, hashes, times. */
class ResolverWishesTest extends ResolverFixture {

    @Test
    void constraintsNarrowButDoNotAsk() throws IOException {
        index.wheel("a", "2").wheel("a", "1").wheel("b", "1");
        request.constraints(List.of(
                new RootRequirement(Requirement.parse("a<2"), "constraints.txt:1"),
                new RootRequirement(Requirement.parse("b<1"), "constraints.txt:2")));
        assertThat(chosen("a")).containsExactly("a 1");
        refuses("constraint", "b");
    }

    @Test
    void overridesReplaceWhatIsSaid() throws IOException {
        index.wheel("a", "1", "b<2").wheel("b", "2").wheel("b", "1");
        request.overrides(List.of(new RootRequirement(Requirement.parse("b>=2"), "<overrides> in pom.xml")));
        assertThat(chosen("a")).containsExactly("a 1", "b 2");
    }

    @Test
    void exclusionsAreForEverybody() throws IOException {
        index.wheel("a", "1", "b", "c").wheel("c", "1");
        request.exclusions(List.of(PackageName.parse("b")));
        assertThat(chosen("a", "b")).containsExactly("a 1", "c 1");
    }

    @Test
    void preferencesStayWhileTheyFit() throws IOException {
        index.wheel("a", "3").wheel("a", "2").wheel("a", "1").wheel("b", "2").wheel("b", "1");
        request.prefer(PackageName.parse("a"), Version.parse("2")).prefer(PackageName.parse("b"), Version.parse("9"));
        assertThat(chosen("a", "b")).containsExactly("a 2", "b 2");
        assertThat(chosen("a>2", "b")).containsExactly("a 3", "b 2");
    }

    /** As pip 26 and uv 0.13 do. */
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
    void aYankedVersionMayBePinnedByAConstraint(String constraint, String requirement, boolean isTaken)
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
    void aYankedVersionMayBePinnedByAnOverride() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked("broken"), List.of())
                .wheel("a", "1")
                .wheel("b", "1", "a<2");
        request.overrides(List.of(new RootRequirement(Requirement.parse("a==2"), "<overrides>")));

        assertThat(chosen("b")).containsExactly("a 2", "b 1");
    }

    @Test
    void yankedVersionsNeedAPin() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked("broken"), List.of())
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(chosen("a==2")).containsExactly("a 2");
        assertThat(warnings("a==2")).containsExactly("`a` 2 was yanked by its authors: broken");
        refuses("yanked", "a>=2");
    }

    @Test
    void aVersionThatWouldNotHelpIsNoHint() {
        index.wheel("a", "3", "py3-none-any", file -> file.yanked("broken"), List.of("u>=2"))
                .wheel("a", "2", "u>=2")
                .wheel("a", "4", "u>=2")
                .wheel("u", "1")
                .wheel("u", "2");
        refuses("yanked-between", "a>=2", "u<2");
    }

    @Test
    void aPinWithoutAWheelIsToldAsThat() {
        source("n", "1.22.0");
        index.wheel("n", "2").wheel("p", "1", "n>=2");
        refuses("pin-without-wheel", "n==1.22.0", "p");
    }

    @Test
    void aPinThatIsNotPartOfTheChoiceAdmitsNoYankedVersion() {
        index.wheel("a", "2", "py3-none-any", file -> file.yanked(""), List.of());
        index.wheel("b", "2", "a==2", "missing").wheel("b", "1", "a");
        assertThatThrownBy(() -> chosen("b")).isInstanceOf(UserException.class);
    }

    @Test
    void prereleasesStandBehindFinals() throws IOException {
        index.wheel("a", "2rc1").wheel("a", "1");
        assertThat(chosen("a>=1rc1")).containsExactly("a 1");
        assertThat(chosen("a>1")).containsExactly("a 2rc1");
        assertThat(warnings("a>1"))
                .containsExactly("`a` 2rc1 is a pre-release: no final version of it makes a solution");
        assertThat(warnings("a>=2rc1")).isEmpty();
        request.prereleases(PackageName.parse("a"), PrereleaseMode.ALWAYS);
        assertThat(chosen("a")).containsExactly("a 2rc1");
        request.prereleases(PackageName.parse("a"), PrereleaseMode.NEVER);
        refuses("prerelease", "a>1");
    }

    @Test
    void directReferencesFixTheProjectForEverybody() throws IOException {
        index.wheel("a", "9").wheel("b", "1", "a>=1");
        index.metadata("a-1.5-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1.5\nRequires-Dist: c\n");
        index.wheel("c", "1");
        String url = "https://repo.example.org/a-1.5-py3-none-any.whl#sha256=" + "0".repeat(64);
        Resolution resolution = resolve("b", "a @ " + url);
        assertThat(releases(resolution)).containsExactly("a 1.5", "b 1", "c 1");
        assertThat(resolution.packages().get(0).direct()).isTrue();
        assertThat(resolution.packages().get(0).wheel().sha256()).isPresent();
        String strong = url.replaceFirst("#.*", "#sha512=ab&egg=a");
        assertThat(resolve("a @ " + strong, "a@" + strong.replace("//", "//ann@"))
                        .packages()
                        .get(0)
                        .wheel()
                        .hashes())
                .containsExactly(Map.entry("sha512", "ab"));
    }

    @Test
    void directReferencesThatCannotBeAreRefused() {
        refuses("direct-source", "a @ https://repo.example.org/a-1.tar.gz");
        refuses("direct-git", "a @ git+https://repo.example.org/a.git@v1");
        refuses("direct-misfit", "a @ https://repo.example.org/a-1-cp39-cp39-win_amd64.whl");
        index.metadata("a-1-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1\n");
        refuses(
                "direct-twice",
                "a @ https://repo.example.org/1/a-1-py3-none-any.whl",
                "a @ https://repo.example.org/2/a-1-py3-none-any.whl");
        refuses(
                "direct-other-sum",
                "a @ https://repo.example.org/1/a-1-py3-none-any.whl#sha512=aa",
                "a @ https://ann:s3cret@repo.example.org/1/a-1-py3-none-any.whl#sha512=bb");
        refuses("direct-git-password", "a @ git+https://ann:s3cret@repo.example.org/a.git@v1");
        refuses("direct-other-machine", "a @ file://elsewhere/a-1-py3-none-any.whl");
    }

    @Test
    void aProjectFromAnIndexMayNotNameAUrl() throws IOException {
        index.wheel("a", "2", "b @ https://repo.example.org/b-1-py3-none-any.whl")
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void onlyAllowedHashesAreTaken() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.hash("sha256", "aa"), List.of());
        index.wheel("a", "1", "py3-none-any", file -> file.hash("sha256", "bb"), List.of());
        request.hash(PackageName.parse("a"), "sha256:bb");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void filesThatCameTooLateDoNotCount() throws IOException {
        uploaded("2", "2026-02-01T00:00:00Z");
        uploaded("1", "2025-12-31T23:59:59Z");
        uploaded("1.5", "2026-01-01T00:00:00Z");
        index.wheel("a", "3"); // of which the index tells no time, as it does of others
        request.uploadedBefore(Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(warnings("a")).isEmpty();
        assertThatThrownBy(() -> chosen("a>=2"))
                .hasMessageContaining(
                        "`a` 3 was uploaded after the limit in time: wait, or move the time limit for uploads");
    }

    @Test
    void anIndexThatTellsNoTimesHoldsNothingBackAndThatIsTold() throws IOException {
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
                .containsExactly(
                        "The index `test` does not tell when files were uploaded, so none of them was held back"
                                + " as too new: `a`, `b`");
    }

    private void uploaded(String version, String time) {
        index.wheel("a", version, "py3-none-any", file -> file.uploaded(time), List.of());
    }

    @Test
    void identityComparesTheTextOfTheVersion() throws IOException {
        index.wheel("a", "1.0").wheel("a", "2.0");
        assertThat(chosen("a===1.0")).containsExactly("a 1.0");
        assertThatThrownBy(() -> chosen("a===1")).isInstanceOf(UserException.class);
    }
}
