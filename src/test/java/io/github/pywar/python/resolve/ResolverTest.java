package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolverTest {

    private final MemoryIndex index = new MemoryIndex();
    private final ResolveRequest.Builder request = ResolveRequest.builder(
            "shop", TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64")));

    @Test
    void choosesTheNewestAndWhatItNeeds() throws IOException {
        index.wheel("Flask", "3.0", "Werkzeug>=3").wheel("Flask", "2.0", "Werkzeug<3");
        index.wheel("werkzeug", "3.1").wheel("werkzeug", "2.3");
        assertThat(chosen("flask")).containsExactly("flask 3.0", "werkzeug 3.1");
    }

    @Test
    void whatIsAskedForTwiceMustMeetBoth() throws IOException {
        index.wheel("a", "3").wheel("a", "2").wheel("a", "1");
        assertThat(chosen("a>=2", "A<3", "a")).containsExactly("a 2");
    }

    @Test
    void markersAreJudgedForTheTarget() throws IOException {
        index.wheel("a", "1", "b; sys_platform == 'win32'", "c; python_version >= '3.11'");
        index.wheel("b", "1").wheel("c", "1");
        assertThat(chosen("a", "b; python_version < '3'")).containsExactly("a 1", "c 1");
    }

    @Test
    void extrasAddTheirNeedsAndShareTheVersion() throws IOException {
        index.wheel("a", "2", "b; extra == 'x'", "c; extra == 'y'").wheel("a", "1");
        index.wheel("b", "1", "a<2").wheel("c", "1");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(warnings("a[x]")).containsExactly("`a` 1 has no extra `x`");
    }

    @Test
    void anExtraThatIsNotDeclaredAsksForNothing() throws IOException {
        index.wheel("a", "1").wheel("b", "1");
        index.metadata(
                "a-1-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b; extra == 'x'\n");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(warnings("a[x]")).containsExactly("`a` 1 has no extra `x`");
    }

    @Test
    void oldSpellingsOfExtrasAreReadAsTheirNormalForm() throws IOException {
        index.wheel("a", "1", "b; extra == 'Foo_Bar'").wheel("b", "1");
        assertThat(chosen("a[foo.bar]")).containsExactly("a 1", "b 1");
        assertThat(warnings("a[foo-bar]")).isEmpty();
    }

    @Test
    void extrasThatNameTheirOwnProjectEnd() throws IOException {
        index.metadata("a-1-py3-none-any.whl", "");
        index.wheel("a", "1", "a[gui,cli]; extra == 'all'", "b; extra == 'gui'", "a[all]; extra == 'cli'");
        index.wheel("b", "1");
        assertThat(chosen("a[all]")).containsExactly("a 1", "b 1");
    }

    @Test
    void conditionsOnSeveralExtrasAreJudgedTogether() throws IOException {
        index.wheel("a", "1", "b; extra == 'x' and extra == 'y'", "c; extra != 'x'");
        index.wheel("b", "1").wheel("c", "1");
        assertThat(chosen("a")).containsExactly("a 1", "c 1");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(chosen("a[x,y]")).containsExactly("a 1", "b 1");
    }

    @Test
    void theBestWheelOfAVersionIsTaken() throws IOException {
        index.wheel("a", "1", "py3-none-any", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_17_x86_64", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_28_x86_64", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_34_x86_64", file -> file, List.of());
        assertThat(resolve("a").packages().get(0).wheel()).hasToString("a-1-cp311-cp311-manylinux_2_28_x86_64.whl");
    }

    @Test
    void aGreaterBuildTagBreaksTheTie() throws IOException {
        index.wheel("a", "1", "9-py3-none-any", file -> file, List.of());
        index.wheel("a", "1", "10-py3-none-any", file -> file, List.of());
        assertThat(resolve("a").packages().get(0).wheel()).hasToString("a-1-10-py3-none-any.whl");
    }

    @Test
    void anOlderVersionWithAWheelIsTakenAndTheLogSaysSo() throws IOException {
        index.wheel("a", "2", "cp312-cp312-win_amd64", file -> file, List.of()).wheel("a", "1");
        Resolution resolution = resolve("a");
        assertThat(resolution.packages().get(0).version()).hasToString("1");
        assertThat(resolution.notes())
                .containsExactly("`a` 1 was chosen, because 2 has no wheel for CPython 3.11 on linux-x86_64 with"
                        + " glibc 2.28");
    }

    @Test
    void allMissingWheelsAreToldAtOnce() {
        index.wheel("a", "2.9", "cp311-cp311-macosx_11_0_arm64", file -> file, List.of("b>=1"));
        source("a", "2.9");
        source("b", "1.5");
        index.wheel("c", "1", "b");
        refuses("misses", "a", "c");
    }

    @Test
    void aPythonThatIsNeededIsTold() {
        index.wheel("a", "2", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        index.wheel("a", "3", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        refuses("python", "a");
        index.wheel("b", "1", "py3-none-any", file -> file.requiresPython(">=3.11.4"), List.of());
        refuses("python-micro", "b");
    }

    @Test
    void aConflictBetweenReleasesOfThePythonAsksForOne() {
        index.wheel("a", "1", "b<2; python_full_version < '3.11.4'", "b>=2; python_full_version >= '3.11.4'");
        index.wheel("b", "1").wheel("b", "2");
        refuses("micro", "a");
    }

    @Test
    void requiresPythonOfTheMetadataCounts() throws IOException {
        index.wheel("a", "2").wheel("a", "1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 2\nRequires-Python: >=3.12\n");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void metadataThatIsNotOfTheWheelIsPassedOver() throws IOException {
        index.wheel("a", "2").wheel("a", "1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 7\n");
        assertThat(chosen("a")).containsExactly("a 1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 2\nRequires-Dist: b >dev\n");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void aConditionThatCannotBeJudgedRulesOutItsVersion() throws IOException {
        index.wheel("a", "4", "b; 'x' in extras")
                .wheel("a", "3", "b; os_name ~= 'posix'")
                .wheel("a", "2", "b; platform == 'x'")
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
        refuses("unknown-variable", "a>=2,<4");
    }

    @Test
    void filesWhoseVersionIsNoneAreNotThere() throws IOException {
        index.wheel("a", "1");
        index.file(PackageName.parse("a"), "a-2004d-py3-none-any.whl", file -> file)
                .file(PackageName.parse("a"), "a-2.x-py3-none-any.whl", file -> file);
        source("a", "snapshot");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void aRequiresPythonOfThePageThatIsNoneCountsForNothing() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.requiresPython(">=3.x"), List.of())
                .wheel("a", "3", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        assertThat(chosen("a")).containsExactly("a 2");
    }

    @Test
    void metadataOfALaterMinorVersionIsWarnedOf() throws IOException {
        index.wheel("a", "1");
        index.metadata("a-1-py3-none-any.whl", "Metadata-Version: 2.9\nName: a\nVersion: 1\n");
        assertThat(warnings("a"))
                .containsExactly("`a` 1 has metadata of version 2.9; what is new in it is not known here");
    }

    @Test
    void aMistypedProjectIsTold() {
        index.wheel("a", "1", "reqests");
        refuses("unknown-project", "a");
    }

    @Test
    void aRangeBeyondAllVersionsTellsTheNewest() {
        index.wheel("a", "2").wheel("a", "1");
        refuses("beyond-newest", "a>=99");
    }

    @Test
    void aContradictionNamesItsPlaces() {
        index.wheel("flask", "3.0", "werkzeug>=3").wheel("werkzeug", "2.3").wheel("werkzeug", "3.1");
        refuses("contradiction", "flask>=3", "werkzeug<3");
    }

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
                .hasMessageContaining("`a` 3 was uploaded after the limit in time: wait, or move `<uploadedBefore>`");
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

    @Test
    void eachPageAndEachMetadataIsAskedForOnce() throws IOException {
        for (int i = 0; i < 40; i++) {
            index.wheel("a", "1." + i, "b==1." + i).wheel("b", "1." + i, i == 0 ? "c<2" : "c>=2");
        }
        index.wheel("c", "1").wheel("c", "2");
        assertThat(chosen("a", "c<2")).containsExactly("a 1.0", "b 1.0", "c 1");
        assertThat(index.pages()).doesNotHaveDuplicates();
        assertThat(index.reads()).doesNotHaveDuplicates();
    }

    private void source(String name, String version) {
        index.file(PackageName.parse(name), name + "-" + version + ".tar.gz", file -> file);
    }

    private Resolution resolve(String... requirements) throws IOException {
        List<RootRequirement> all = new ArrayList<>();
        for (int i = 0; i < requirements.length; i++) {
            all.add(new RootRequirement(Requirement.parse(requirements[i]), "requirements.txt:" + (i + 1)));
        }
        ResolveRequest rules = request.build();
        ResolveRequest complete = new ResolveRequest(
                rules.root(),
                rules.target(),
                all,
                rules.constraints(),
                rules.overrides(),
                rules.exclusions(),
                rules.preferences(),
                rules.prereleases(),
                rules.prereleasesOf(),
                rules.hashes(),
                rules.uploadedBefore());
        return new Resolver(index, index, Progress.SILENT).resolve(complete);
    }

    private List<String> chosen(String... requirements) throws IOException {
        return releases(resolve(requirements));
    }

    private List<String> warnings(String... requirements) throws IOException {
        return resolve(requirements).warnings();
    }

    private static List<String> releases(Resolution resolution) {
        return resolution.packages().stream()
                .map(one -> one.name() + " " + one.version())
                .toList();
    }

    private void refuses(String golden, String... requirements) {
        assertThatThrownBy(() -> resolve(requirements))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("resolve/" + golden + ".txt", e.getMessage()));
    }
}
