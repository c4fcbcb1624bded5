package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverTest extends ResolverFixture {

    @Test
    void choosesTheNewestVersionAndItsDependencies() throws IOException {
        index.wheel("Flask", "3.0", "Werkzeug>=3").wheel("Flask", "2.0", "Werkzeug<3");
        index.wheel("werkzeug", "3.1").wheel("werkzeug", "2.3");
        assertThat(chosen("flask")).containsExactly("flask 3.0", "werkzeug 3.1");
    }

    @Test
    void combinesRequirementsOnOneProject() throws IOException {
        index.wheel("a", "3").wheel("a", "2").wheel("a", "1");
        assertThat(chosen("a>=2", "A<3", "a")).containsExactly("a 2");
    }

    @Test
    void evaluatesMarkersForTheTarget() throws IOException {
        index.wheel("a", "1", "b; sys_platform == 'win32'", "c; python_version >= '3.11'");
        index.wheel("b", "1").wheel("c", "1");
        assertThat(chosen("a", "b; python_version < '3'")).containsExactly("a 1", "c 1");
    }

    @Test
    void addsDependenciesOfExtrasAtTheSameVersion() throws IOException {
        index.wheel("a", "2", "b; extra == 'x'", "c; extra == 'y'").wheel("a", "1");
        index.wheel("b", "1", "a<2").wheel("c", "1");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(warnings("a[x]")).containsExactly("`a` 1 has no extra `x`");
    }

    @Test
    void ignoresAnUndeclaredExtra() throws IOException {
        index.wheel("a", "1").wheel("b", "1");
        index.metadata(
                "a-1-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b; extra == 'x'\n");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(warnings("a[x]")).containsExactly("`a` 1 has no extra `x`");
    }

    @Test
    void normalizesOldSpellingsOfExtras() throws IOException {
        index.wheel("a", "1", "b; extra == 'Foo_Bar'").wheel("b", "1");
        assertThat(chosen("a[foo.bar]")).containsExactly("a 1", "b 1");
        assertThat(warnings("a[foo-bar]")).isEmpty();
    }

    @Test
    void resolvesExtrasThatReferToTheirOwnProject() throws IOException {
        index.metadata("a-1-py3-none-any.whl", "");
        index.wheel("a", "1", "a[gui,cli]; extra == 'all'", "b; extra == 'gui'", "a[all]; extra == 'cli'");
        index.wheel("b", "1");
        assertThat(chosen("a[all]")).containsExactly("a 1", "b 1");
    }

    @Test
    void evaluatesMarkersOnSeveralExtrasTogether() throws IOException {
        index.wheel("a", "1", "b; extra == 'x' and extra == 'y'", "c; extra != 'x'");
        index.wheel("b", "1").wheel("c", "1");
        assertThat(chosen("a")).containsExactly("a 1", "c 1");
        assertThat(chosen("a[x]")).containsExactly("a 1");
        assertThat(chosen("a[x,y]")).containsExactly("a 1", "b 1");
    }

    @Test
    void choosesTheBestWheelOfAVersion() throws IOException {
        index.wheel("a", "1", "py3-none-any", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_17_x86_64", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_28_x86_64", file -> file, List.of());
        index.wheel("a", "1", "cp311-cp311-manylinux_2_34_x86_64", file -> file, List.of());
        assertThat(resolve("a").packages().get(0).file()).hasToString("a-1-cp311-cp311-manylinux_2_28_x86_64.whl");
    }

    @Test
    void prefersTheGreaterBuildTag() throws IOException {
        index.wheel("a", "1", "9-py3-none-any", file -> file, List.of());
        index.wheel("a", "1", "10-py3-none-any", file -> file, List.of());
        assertThat(resolve("a").packages().get(0).file()).hasToString("a-1-10-py3-none-any.whl");
    }

    @Test
    void notesThatANewerVersionHasNoWheel() throws IOException {
        index.wheel("a", "2", "cp312-cp312-win_amd64", file -> file, List.of()).wheel("a", "1");
        Resolution resolution = resolve("a");
        assertThat(resolution.packages().get(0).version()).hasToString("1");
        assertThat(resolution.notes())
                .containsExactly("`a` 1 was chosen because 2 has no wheel for CPython 3.11 on linux-x86_64 with"
                        + " glibc 2.28");
    }

    @Test
    void reportsAllMissingWheelsAtOnce() {
        index.wheel("a", "2.9", "cp311-cp311-macosx_11_0_arm64", file -> file, List.of("b>=1"));
        source("a", "2.9");
        source("b", "1.5");
        index.wheel("c", "1", "b");
        assertError("missing-wheels", "a", "c");
    }

    @Test
    void reportsRequiredPython() {
        index.wheel("a", "2", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        index.wheel("a", "3", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        assertError("python", "a");
        index.wheel("b", "1", "py3-none-any", file -> file.requiresPython(">=3.11.4"), List.of());
        assertError("python-micro", "b");
    }

    @Test
    void suggestsACompletePythonVersion() {
        index.wheel("a", "1", "b<2; python_full_version < '3.11.4'", "b>=2; python_full_version >= '3.11.4'");
        index.wheel("b", "1").wheel("b", "2");
        assertError("micro", "a");
    }

    @Test
    void honorsRequiresPythonOfTheMetadata() throws IOException {
        index.wheel("a", "2").wheel("a", "1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 2\nRequires-Python: >=3.12\n");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void skipsAWheelWithForeignOrInvalidMetadata() throws IOException {
        index.wheel("a", "2").wheel("a", "1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 7\n");
        assertThat(chosen("a")).containsExactly("a 1");
        index.metadata("a-2-py3-none-any.whl", "Metadata-Version: 2.1\nName: a\nVersion: 2\nRequires-Dist: b >dev\n");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void rejectsAVersionWithAnInvalidMarker() throws IOException {
        index.wheel("a", "4", "b; 'x' in extras")
                .wheel("a", "3", "b; os_name ~= 'posix'")
                .wheel("a", "2", "b; platform == 'x'")
                .wheel("a", "1");
        assertThat(chosen("a")).containsExactly("a 1");
        assertError("unknown-variable", "a>=2,<4");
    }

    @Test
    void ignoresFilesWithoutAValidVersion() throws IOException {
        index.wheel("a", "1");
        index.file(PackageName.parse("a"), "a-2004d-py3-none-any.whl", file -> file)
                .file(PackageName.parse("a"), "a-2.x-py3-none-any.whl", file -> file);
        source("a", "snapshot");
        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void ignoresAnInvalidRequiresPythonOfThePage() throws IOException {
        index.wheel("a", "2", "py3-none-any", file -> file.requiresPython(">=3.x"), List.of())
                .wheel("a", "3", "py3-none-any", file -> file.requiresPython(">=3.12"), List.of());
        assertThat(chosen("a")).containsExactly("a 2");
    }

    @Test
    void warnsAboutALaterMetadataVersion() throws IOException {
        index.wheel("a", "1");
        index.metadata("a-1-py3-none-any.whl", "Metadata-Version: 2.9\nName: a\nVersion: 1\n");
        assertThat(warnings("a"))
                .containsExactly(
                        "`a` 1 has metadata version 2.9, which is newer than supported: its new fields are ignored");
    }

    @Test
    void reportsAnUnknownProject() {
        index.wheel("a", "1", "reqests");
        assertError("unknown-project", "a");
    }

    @Test
    void reportsTheNewestVersionForARangeBeyondIt() {
        index.wheel("a", "2").wheel("a", "1");
        assertError("beyond-newest", "a>=99");
    }

    @Test
    void reportsTheSourcesOfAContradiction() {
        index.wheel("flask", "3.0", "werkzeug>=3").wheel("werkzeug", "2.3").wheel("werkzeug", "3.1");
        assertError("contradiction", "flask>=3", "werkzeug<3");
    }

    @Test
    void loadsEachPageAndMetadataOnce() throws IOException {
        for (int i = 0; i < 40; i++) {
            index.wheel("a", "1." + i, "b==1." + i).wheel("b", "1." + i, i == 0 ? "c<2" : "c>=2");
        }
        index.wheel("c", "1").wheel("c", "2");
        assertThat(chosen("a", "c<2")).containsExactly("a 1.0", "b 1.0", "c 1");
        assertThat(index.pages()).doesNotHaveDuplicates();
        assertThat(index.reads()).doesNotHaveDuplicates();
    }
}
