package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.python.builtcode.BuiltCodeCheck;
import io.github.pywar.python.builtcode.LibraryCopies;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Messages of failed builds, and builds that are not allowed. */
class BuildErrorsTest extends SourceBuildFixture {

    private void assertMessage(String golden, ThrowingCallable build) {
        String message = catchThrowable(build).getMessage();
        String plain = message.replace(python.toString(), "cpython 3.11.7 at /opt/python3.11/bin/python3.11")
                .replace(folder.toString(), "FOLDER")
                .replace(python.version(), "3.11.7")
                .replace(python.series(), "3.11")
                .replace(python.platform(), "linux-x86_64")
                .replaceAll("(CPython 3.11.7 on linux-x86_64 with) (?:glibc [\\d.]+|musl 1.2)", "$1 glibc 2.36")
                .replaceAll("cp3\\d{1,2}", "cp311")
                .replaceAll("/b\\d{1,9}-\\d{1,30}/", "/b1/")
                .replaceAll("(?m)^    \\| .*/_in_process.py.*$\n?", "")
                .replaceAll("(?m)(^    \\| .*)$\n(?=    \\|)", "");
        Golden.assertMatches("build/" + golden + ".txt", plain);
    }

    private String tag() {
        String version = "cp" + python.series().replace(".", "");
        return version + "-" + version + "-" + python.platform().replaceFirst("-", "_");
    }

    private TestSource compiled() {
        return TestSource.withBackend("demo", "TAG = '%s'".formatted(tag()), "");
    }

    @Test
    void showsLastLinesOfTheLog() {
        assertMessage("failed", () -> build(TestSource.withBackend("demo", "raise ValueError('no luck')", "")));
    }

    @Test
    void namesMissingProgramOfTheSystem() {
        assertMessage(
                "missing-program",
                () -> build(TestSource.withBackend(
                        "demo", "raise FileNotFoundError(2, 'No such file or directory', 'pg_config')", "")));
    }

    @Test
    void reportsBackendThatCannotBeImported() {
        TestSource source = TestSource.of("demo", "1.0")
                .file("pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"gone\"\n");

        assertMessage("unavailable", () -> build(source));
    }

    /** The other packages are built, and the failures are one error. */
    @Test
    void distinguishesFailuresOfOnePackage() {
        TestSource gone = TestSource.of("demo", "1.0")
                .file("pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"gone\"\n");

        assertThatThrownBy(() -> build(gone)).isInstanceOf(FailedBuildException.class);
        assertThatThrownBy(() -> build(
                        BuildOptions.DEFAULT,
                        TestSource.withBackend("demo", "NAME = 'other'", "").archive(folder)))
                .isInstanceOf(FailedBuildException.class)
                .hasMessageContaining("of another name or version");
        assertThatThrownBy(() -> build(TestSource.withBackend("demo", "pass", "'gone>=2'")))
                .isNotInstanceOf(FailedBuildException.class);
    }

    @Test
    void reportsRequirementThatDoesNotExist() {
        assertMessage("no-requirement", () -> build(TestSource.withBackend("demo", "pass", "'gone>=2'")));
    }

    @Test
    void reportsMissingLibraryForHooks() {
        TestBuilds empty = new TestBuilds(folder, List.of(folder.resolve("links")));

        assertMessage("no-hooks", () -> {
            try (SourceWheels wheels =
                    empty.open(http, python, BuildOptions.DEFAULT, BuiltWheelCheck.NONE, System.getenv(), progress)) {
                wheels.wheel(TestSource.pure("demo").folder(folder));
            }
        });
    }

    @Test
    void reportsCycle() {
        TestSource.withBackend("one", "pass", "'two'").archive(folder.resolve("links"));
        TestSource.withBackend("two", "pass", "'one'").archive(folder.resolve("links"));

        assertThatThrownBy(() -> build(TestSource.withBackend("demo", "pass", "'one'")))
                .hasMessageContaining("The build of `one` requires itself\n    one -> two -> one");
    }

    @Test
    void refusesCompiledCodeUnlessItIsAllowed() throws IOException {
        assertMessage("not-pure", () -> build(compiled()));
        Wheel built = build(TestOptions.NATIVE, compiled().folder(folder));

        assertThat(built.fileName()).isEqualTo("demo-1.0-" + tag() + ".whl");
        assertThatThrownBy(() -> build(compiled())).hasMessageContaining("has compiled code");
    }

    @Test
    void reportsForbiddenCodeThatTheTargetCannotLoadEither() {
        TestSource linked = TestSource.withBackend(
                "demo",
                "TAG = '%s'\nFILES['demo.so'] = __import__('base64').b64decode('%s')"
                        .formatted(
                                tag(),
                                Base64.getEncoder()
                                        .encodeToString(TestElf.x86()
                                                .needs("libpq.so.5")
                                                .versions("libc.so.6", "GLIBC_2.39")
                                                .bytes())),
                "");
        BuiltWheelCheck check = new BuiltCodeCheck(Set.of(), LibraryCopies.NONE, progress)::tags;

        assertMessage("not-pure-not-loadable", () -> {
            try (SourceWheels wheels =
                    builds().open(http, python, BuildOptions.DEFAULT, check, System.getenv(), progress)) {
                wheels.wheel(linked.folder(folder));
            }
        });
    }

    @Test
    void allowsCompiledCodeOfSinglePackages() throws IOException {
        BuildOptions options = BuildOptions.DEFAULT.withPolicy(
                new BuildPolicy(BuildScope.PURE, Map.of(PackageName.parse("demo"), BuildScope.NATIVE)));

        assertThat(build(options, compiled().folder(folder)).fileName()).contains(tag());
    }

    @Test
    void buildsNothingUnlessItIsAllowed() {
        BuildOptions none = BuildOptions.DEFAULT.withPolicy(new BuildPolicy(BuildScope.NONE, Map.of()));

        assertMessage("not-allowed", () -> build(none, TestSource.pure("demo").archive(folder.resolve("index"))));
    }

    @Test
    void forbidsSinglePackagesWhoseNameOnlyTheWheelShows() {
        BuildOptions options = BuildOptions.DEFAULT.withPolicy(
                new BuildPolicy(BuildScope.PURE, Map.of(PackageName.parse("demo"), BuildScope.NONE)));

        assertThatThrownBy(() -> build(options, TestSource.pure("demo").folder(folder)))
                .hasMessageContaining("`demo` is source code, and wheels are not built from source");
    }

    @Test
    void refusesWheelOfAnotherVersionThanTheFileName() {
        DistributionFile source = TestSource.pure("demo")
                .replace("own_backend.py", "\"1.0\"", "\"2.0\"")
                .archive(folder.resolve("index"));

        assertMessage("other-version", () -> build(BuildOptions.DEFAULT, source));
    }

    @Test
    void refusesWheelForAnotherPython() {
        assertMessage(
                "other-python",
                () -> build(
                        TestOptions.NATIVE,
                        TestSource.withBackend("demo", "TAG = 'cp37-cp37m-linux_x86_64'", "")
                                .folder(folder)));
    }

    @Test
    void refusesWheelWithWrongRecord() {
        assertThatThrownBy(() -> build(TestSource.pure("demo").replace("own_backend.py", "len(data)", "7")))
                .hasMessageContaining("RECORD");
    }

    @Test
    void refusesNamedPythonOfAnotherVersion() {
        Path other = Path.of("/bin/sh");

        assertMessage(
                "not-python",
                () -> build(TestOptions.python(other), TestSource.pure("demo").folder(folder)));
    }

    @Test
    void namesRequiredPython() {
        assertMessage("no-python", () -> {
            try (SourceWheels wheels = open(BuildOptions.DEFAULT, Map.of("PATH", "/nowhere"))) {
                wheels.wheel(TestSource.pure("demo").folder(folder));
            }
        });
    }

    @Test
    void appliesTagsOfTheCheck() throws IOException {
        BuiltWheelCheck check = (wheel, target) -> WheelTag.parseSet(tag().replace("linux", "manylinux_2_17"));
        try (SourceWheels wheels = builds().open(http, python, TestOptions.NATIVE, check, System.getenv(), progress)) {
            Wheel wheel = wheels.wheel(compiled().folder(folder));

            assertThat(wheel.fileName()).contains("manylinux_2_17");
            assertThat(text(wheel, "demo-1.0.dist-info/WHEEL"))
                    .contains("Tag: " + tag().replace("linux", "manylinux_2_17"))
                    .doesNotContain("Tag: " + tag() + "\n");
            wheel.verify();
        }
    }

    @Test
    void warnsOfPathOfTheBuild() throws IOException {
        build(TestSource.withBackend("demo", "FILES['demo/path.py'] = 'here = %r' % os.getcwd()", ""));

        assertThat(progress.warnings())
                .containsExactly("The wheel of `demo` has the path of its build in demo/path.py: another build gives"
                        + " other files");
    }

    @Test
    void rejectsTimeLimitOfZero() {
        assertThatThrownBy(() -> TestOptions.timeout(Duration.ZERO))
                .hasMessageContaining("`0` is not a time limit of a build");
    }
}
