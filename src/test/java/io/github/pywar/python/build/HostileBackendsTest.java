package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that write without end, leave processes, or return what is not a result. */
class HostileBackendsTest extends SourceBuildFixture {

    private static final long LARGEST_LOG = 64 << 20;

    @Test
    void endsBackendThatWritesWithoutEnd() throws IOException {
        TestSource source = TestSource.withBackend("demo", """
                while True:
                    print("x" * 100000)
                """, "");

        assertThatThrownBy(() -> build(TestOptions.timeout(Duration.ofMinutes(2)), source.folder(folder)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "the hook `build_wheel` was ended because it wrote more than 64 MiB into the log");
        assertThat(Files.size(folder.resolve("logs/demo.log"))).isLessThanOrEqualTo(LARGEST_LOG);
    }

    @Test
    void endsProcessesThatABackendLeavesWithNetwork() throws IOException {
        String mark = UUID.randomUUID().toString();
        TestSource source = TestSource.withBackend("demo", """
                import subprocess
                code = "import time; time.sleep(600)"
                for number in range(3):
                    subprocess.Popen([sys.executable, "-c", code, "%s"], start_new_session=True)
                """.formatted(mark), "");

        build(TestOptions.WITH_NETWORK, source.folder(folder));

        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @Test
    void refusesCompiledCodeInAWheelForEveryPlatform() {
        TestSource source = TestSource.withBackend("demo", """
                import _ctypes
                code = type("Code", (bytes,), {"encode": lambda self: bytes(self)})
                FILES["demo/fast.so"] = code(open(_ctypes.__file__, "rb").read())
                """, "");

        assertThatThrownBy(() -> build(source)).hasMessageContaining("has compiled code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "7", "[]", "'../demo.whl'", "'demo'", "'\\x1b[31mdemo'", "'x' * 100000"})
    void reportsResultThatIsNoWheel(String result) {
        TestSource source = TestSource.withBackend("demo", "return " + result, "");

        Throwable error = catchThrowable(() -> build(source));

        assertThat(error)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the hook `build_wheel` returned no valid result");
        assertThat(error.getMessage()).doesNotContain("\u001b").hasSizeLessThan(2000);
    }

    @Test
    void buildsAgainIfTheEntryOfTheCacheHasNoContent() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));
        build(BuildOptions.DEFAULT, source);
        List<Path> entries;
        try (Stream<Path> files = Files.list(folder.resolve("builds"))) {
            entries = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        for (String content : List.of("{}", "[]", "", "{\"fileName\": \"../\\u0000.whl\", \"sha256\": \"x\"}")) {
            Files.writeString(entries.get(0), content);
            assertThat(build(BuildOptions.DEFAULT, source).fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        }
    }

    @Test
    void buildsAgainWithoutTheNetwork() throws IOException {
        DistributionFile source = TestSource.pure("demo").archive(folder.resolve("index"));

        build(TestOptions.WITH_NETWORK, source);
        build(BuildOptions.DEFAULT, source);

        assertThat(progress.steps()).hasSize(2);
    }

    @Test
    void buildsAgainWithVariablesOfAnEqualText() throws IOException {
        DistributionFile source = TestSource.withBackend("demo", "FILES['one'] = os.environ['ONE']", "")
                .archive(folder.resolve("index"));

        Wheel first = build(TestOptions.variables(Map.of("ONE", "1, TWO=2")), source);
        Wheel second = build(TestOptions.variables(Map.of("ONE", "1", "TWO", "2")), source);

        assertThat(text(first, "one")).isEqualTo("1, TWO=2");
        assertThat(text(second, "one")).isEqualTo("1");
    }

    @Test
    void checksWheelThatWasBuiltAsABuildRequirement() throws IOException {
        String series = "cp" + python.series().replace(".", "");
        String tag = series + "-" + series + "-" + python.platform().replaceFirst("-", "_");
        DistributionFile helper = TestSource.withBackend("helper", "TAG = '%s'".formatted(tag), "")
                .archive(folder.resolve("links"));
        DistributionFile unhashed =
                DistributionFile.builder(helper.fileName(), helper.url()).build(); // as the folder lists it
        TestSource demo = TestSource.withBackend("demo", "pass", "'helper'");
        List<String> checked = new ArrayList<>();
        BuiltWheelCheck check = (wheel, target) -> {
            checked.add(wheel.fileName());
            return wheel.name().tags();
        };
        LocalPython local = LocalPython.of(python, TestBuilds.target(python)).orElseThrow();
        BuildOptions options = TestOptions.python(python.executable()).withPolicy(TestOptions.NATIVE.policy());
        try (SourceWheels wheels =
                builds().open(http, local.environment(), options, check, System.getenv(), progress)) {
            wheels.wheel(demo.folder(folder));
            wheels.wheel(unhashed);
        }

        assertThat(checked).containsExactly("helper-1.0-" + tag + ".whl");
    }

    @Test
    void refusesCachedWheelOfAnotherVersionThanTheFileName() throws IOException {
        DistributionFile indexed = TestSource.pure("demo")
                .replace("own_backend.py", "\"1.0\"", "\"2.0\"")
                .archive(folder.resolve("index"));
        DistributionFile direct = DistributionFile.builder(indexed.fileName(), indexed.url())
                .hash("sha256", indexed.sha256().orElseThrow().hex())
                .build();
        build(BuildOptions.DEFAULT, direct);

        assertThatThrownBy(() -> build(BuildOptions.DEFAULT, indexed))
                .hasMessageContaining("of another name or version");
    }

    @Test
    void buildsAgainIfAFileBesideTheSubfolderChanges() throws IOException {
        Path top = folder.resolve("demo");
        TestSource.withBackend("part", "FILES['version'] = open('../VERSION').read()", "")
                .folder(top);
        DistributionFile source = DistributionFile.builder("demo", URI.create(top.toUri() + "/"))
                .subdirectory("part")
                .build();
        Files.writeString(top.resolve("VERSION"), "1");
        assertThat(text(build(BuildOptions.DEFAULT, source), "version")).isEqualTo("1");

        Files.writeString(top.resolve("VERSION"), "2");

        assertThat(text(build(BuildOptions.DEFAULT, source), "version")).isEqualTo("2");
    }

    @Test
    void deletesFoldersThatAreDeeperThanAPath() throws IOException {
        TestSource source = TestSource.withBackend("demo", """
                where = os.getcwd()
                for level in range(60):
                    os.mkdir("d" * 200)
                    os.chdir("d" * 200)
                os.chdir(where)
                """, "");

        assertThat(build(source).fileName()).isEqualTo("demo-1.0-py3-none-any.whl");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }
}
