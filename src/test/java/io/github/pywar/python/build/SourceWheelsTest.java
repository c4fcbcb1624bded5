package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceWheelsTest extends SourceBuildFixture {

    @Test
    void buildsWheelOfAFolder() throws IOException {
        Wheel wheel = build(TestSource.pure("demo"));

        assertThat(wheel.fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        assertThat(text(wheel, "demo.py")).isEqualTo("one = 1\n");
        wheel.verify();
    }

    @Test
    void buildsWheelOfASourceDistribution() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));

        assertThat(build(BuildOptions.DEFAULT, source).fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
    }

    @Test
    void takesSecondWheelFromCacheWithoutPython() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        Wheel first = build(BuildOptions.DEFAULT, source);

        try (SourceWheels wheels = open(BuildOptions.DEFAULT, Map.of("PATH", "/nowhere"))) {
            assertThat(wheels.wheel(source).file()).isEqualTo(first.file());
            assertThat(wheels.metadata(source)).isEqualTo(first.metadata());
        }
        assertThat(progress.steps()).containsExactly("Building a wheel of `demo-1.0.tar.gz`");
    }

    @Test
    void buildsAgainIfAFileOfTheFolderChanges() throws IOException {
        build(TestSource.pure("demo"));

        Wheel second = build(TestSource.pure("demo").replace("own_backend.py", "one = 1", "two = 2"));

        assertThat(text(second, "demo.py")).isEqualTo("two = 2\n");
    }

    @Test
    void buildsAgainWithOtherSettings() throws IOException {
        TestSource source = TestSource.withBackend("demo", "FILES['settings'] = repr(config_settings)", "");
        DistributionFile archive = source.archive(folder.resolve("index"));

        assertThat(text(build(BuildOptions.DEFAULT, archive), "settings")).isEqualTo("None");
        BuildOptions options = TestOptions.settings(
                Map.of(PackageName.parse("demo"), Map.of("one", List.of("1"), "two", List.of("2", "3"))));
        assertThat(text(build(options, archive), "settings")).isEqualTo("{'one': '1', 'two': ['2', '3']}");
    }

    /** Only compiled code depends on libraries of the target, so a hint for another package builds no pure wheel again. */
    @Test
    void buildsAPureWheelOnceForAllLibrariesOfTheTarget() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        Wheel first = build(BuildOptions.DEFAULT, source);

        for (BuildOptions options :
                List.of(TestOptions.repairing(Map.of(), true), TestOptions.systemLibraries("libpq.so.5"))) {
            assertThat(build(options, source).file()).isEqualTo(first.file());
        }
        assertThat(progress.steps()).containsExactly("Building a wheel of `demo-1.0.tar.gz`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"py3-none-linux_x86_64", "py3-none-any.linux_x86_64"})
    void buildsAWheelOfOnePlatformAgainForOtherLibrariesOfTheTarget(String tag) throws IOException {
        TestSource source = TestSource.withBackend("demo", "TAG = '" + tag + "'", "");
        DistributionFile archive = source.archive(folder.resolve("index"));

        build(TestOptions.NATIVE, archive);
        build(TestOptions.repairing(Map.of(), true), archive);

        assertThat(progress.steps()).hasSize(2).containsOnly("Building a wheel of `demo-1.0.tar.gz`");
    }

    @Test
    void writesTheSameWheelInAnotherFolder() throws IOException {
        TestSource source = TestSource.pure("demo");
        Wheel first = build(source);
        TestBuilds elsewhere = new TestBuilds(folder.resolve("elsewhere"), links());

        try (SourceWheels wheels =
                elsewhere.open(http, python, BuildOptions.DEFAULT, BuiltWheelCheck.NONE, System.getenv(), progress)) {
            Wheel second = wheels.wheel(source.folder(folder));

            assertThat(second.file()).isNotEqualTo(first.file());
            assertThat(Sha256.of(second.file())).isEqualTo(Sha256.of(first.file()));
        }
    }

    @Test
    void buildsAgainIfTheCachedWheelIsMissingOrDamaged() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        Path stored = build(BuildOptions.DEFAULT, source).file();
        byte[] content = Files.readAllBytes(stored);

        Files.delete(stored);
        assertThat(build(BuildOptions.DEFAULT, source).file()).hasBinaryContent(content);
        Files.write(stored, new byte[content.length]);
        assertThat(build(BuildOptions.DEFAULT, source).file()).hasBinaryContent(content);
    }

    @Test
    void buildsAgainIfTheEntryOfTheCacheIsDamaged() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        build(BuildOptions.DEFAULT, source);
        try (Stream<Path> files = Files.list(folder.resolve("builds"))) {
            for (Path entry :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.writeString(entry, "{\"fileName\": ");
            }
        }

        assertThat(build(BuildOptions.DEFAULT, source).fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        assertThat(progress.steps()).hasSize(2);
    }

    @Test
    void buildsInAFolderWithBlanksAndOtherLetters() throws IOException {
        TestSource.pure("helper").archive(folder.resolve("links"));
        TestBuilds elsewhere = new TestBuilds(folder.resolve("a b \u00fc"), links());
        DistributionFile source =
                TestSource.withBackend("demo", "import helper", "'helper'").folder(folder);

        try (SourceWheels wheels =
                elsewhere.open(http, python, BuildOptions.DEFAULT, BuiltWheelCheck.NONE, System.getenv(), progress)) {
            assertThat(wheels.wheel(source).fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        }
    }

    @Test
    void returnsMetadataOfABackendThatWritesItOnlyIntoWheels() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        try (SourceWheels wheels = open(BuildOptions.DEFAULT)) {
            assertThat(new String(wheels.metadata(source))).contains("Name: demo\nVersion: 1.0\n");
            wheels.wheel(source);
        }

        assertThat(progress.steps())
                .containsExactly("Reading the metadata of `demo-1.0.tar.gz` through its build backend");
    }

    @Test
    void returnsMetadataThatTheBackendPrepares() throws IOException {
        TestSource source = TestSource.pure("demo").replace("own_backend.py", "def get_requires", """
                        def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
                            os.mkdir(os.path.join(metadata_directory, "demo-1.0.dist-info"))
                            with open(os.path.join(metadata_directory, "demo-1.0.dist-info", "METADATA"), "w") as out:
                                out.write("prepared")
                            return "demo-1.0.dist-info"

                        def get_requires""");
        try (SourceWheels wheels = open(BuildOptions.DEFAULT)) {
            assertThat(wheels.metadata(source.folder(folder))).asString().isEqualTo("prepared");
        }
        assertThat(log("demo")).doesNotContain("build_wheel\n-- build");
    }

    @Test
    void returnsStaticMetadataWithoutPythonAndWithoutPermissionToBuild() throws IOException {
        TestSource source =
                TestSource.pure("demo").file("PKG-INFO", "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\n");
        BuildOptions none = BuildOptions.DEFAULT.withPolicy(new BuildPolicy(BuildScope.NONE, Map.of()));

        try (SourceWheels wheels = open(none, Map.of())) {
            assertThat(new String(wheels.metadata(source.folder(folder)))).contains("Version: 1.0");
        }
    }

    @Test
    void buildsOnceForConcurrentRequests() throws Exception {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<Wheel> build = () -> build(BuildOptions.DEFAULT, source);
            for (Future<Wheel> one : pool.invokeAll(List.of(build, build, build))) {
                assertThat(one.get().fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(progress.steps().stream().filter(step -> step.startsWith("Building")))
                .hasSize(1);
    }

    @Test
    void deletesItsScratchFolders() throws IOException {
        build(TestSource.pure("demo"));

        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void buildsRequirementThatHasOnlySourceCode() throws IOException {
        TestSource.pure("helper").archive(folder.resolve("links"));

        Wheel wheel =
                build(TestSource.withBackend("demo", "import helper\nFILES['value'] = str(helper.one)", "'helper'"));

        assertThat(text(wheel, "value")).isEqualTo("1");
    }

    @Test
    void addsRequirementsOfTheBackend() throws IOException {
        TestSource.pure("helper").archive(folder.resolve("links"));

        Wheel wheel = build(TestSource.withBackend("demo", "import helper\nFILES['value'] = str(helper.one)", "")
                .replace("own_backend.py", "return []", "return ['helper']"));

        assertThat(text(wheel, "value")).isEqualTo("1");
    }

    @Test
    void hidesRequirementsOfOtherBuilds() throws IOException {
        TestSource.pure("helper").archive(folder.resolve("links"));
        TestSource alone = TestSource.withBackend("alone", "import helper", "");
        try (SourceWheels wheels = open(BuildOptions.DEFAULT)) {
            wheels.wheel(
                    TestSource.withBackend("demo", "import helper", "'helper'").folder(folder));

            assertThatThrownBy(() -> wheels.wheel(alone.folder(folder)))
                    .hasMessageContaining("ModuleNotFoundError: No module named 'helper'");
        }
    }

    @Test
    void buildsAgainForNewerRequirementsOnlyWhenRefreshing() throws IOException {
        TestSource.pure("helper").archive(folder.resolve("links"));
        DistributionFile source = TestSource.withBackend(
                        "demo", "import helper\nFILES['value'] = str(helper.one)", "'helper'")
                .archive(folder.resolve("index"));
        build(BuildOptions.DEFAULT, source);
        build(TestOptions.REFRESHING, source);
        assertThat(progress.steps().stream().filter(step -> step.contains("demo")))
                .hasSize(1);
        TestWheel.of("helper", "2.0").file("helper.py", "one = 2\n").write(folder.resolve("links"));

        assertThat(text(build(BuildOptions.DEFAULT, source), "value")).isEqualTo("1");
        assertThat(text(build(TestOptions.REFRESHING, source), "value")).isEqualTo("2");
    }

    @Test
    void usesRequirementsOfTheNamedPython() throws IOException {
        Wheel wheel = build(
                TestOptions.python(python.executable()),
                TestSource.withBackend("demo", "FILES['version'] = '.'.join(map(str, sys.version_info[:3]))", "")
                        .folder(folder));

        assertThat(text(wheel, "version")).isEqualTo(python.version());
    }
}
