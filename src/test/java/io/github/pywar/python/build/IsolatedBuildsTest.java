package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a build backend gets from this machine, and what remains of it. */
class IsolatedBuildsTest extends SourceBuildFixture {

    private static final String VARIABLES =
            "FILES['variables'] = '\\n'.join('%s=%s' % one for one in os.environ.items())";

    @Test
    void hidesVariablesOfThisProcess() throws IOException {
        Map<String, String> parent = new HashMap<>(System.getenv());
        parent.put("SERVER_TOKEN", "secret");
        parent.put("PIP_INDEX_URL", "https://user:secret@index.example.org/simple");
        parent.put("HTTPS_PROXY", "http://user:secret@proxy.example.org");
        parent.put("PYTHONPATH", "/secret");
        try (SourceWheels wheels = open(BuildOptions.DEFAULT, parent)) {
            Wheel wheel =
                    wheels.wheel(TestSource.withBackend("demo", VARIABLES, "").folder(folder));

            assertThat(text(wheel, "variables"))
                    .doesNotContain("secret")
                    .contains("SOURCE_DATE_EPOCH=946684800", "PYTHONHASHSEED=0", "TZ=UTC")
                    .doesNotContain("HOME=" + System.getProperty("user.home") + "\n");
        }
    }

    @Test
    void passesDeclaredVariables() throws IOException {
        BuildOptions options = TestOptions.variables(Map.of("CC", "/opt/cc", "TZ", "CET"));

        Wheel wheel =
                build(options, TestSource.withBackend("demo", VARIABLES, "").folder(folder));

        assertThat(text(wheel, "variables")).contains("CC=/opt/cc", "TZ=CET");
    }

    @Test
    void passesProxyOnlyIfTheNetworkIsAllowed() throws IOException {
        Map<String, String> parent = new HashMap<>(System.getenv());
        parent.put("HTTPS_PROXY", "http://proxy.example.org");
        try (SourceWheels wheels = open(TestOptions.WITH_NETWORK, parent)) {
            Wheel wheel =
                    wheels.wheel(TestSource.withBackend("demo", VARIABLES, "").folder(folder));

            assertThat(text(wheel, "variables")).contains("HTTPS_PROXY=http://proxy.example.org");
        }
    }

    @Test
    void buildsForTheDeclaredMacos() throws IOException {
        TargetEnvironment mac = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("macos-14-arm64"));
        try (BuildRun run = new BuildRun(mac, BuildOptions.DEFAULT, builds().folders(), System.getenv(), progress)) {
            BuildEnvironment environment = new BuildEnvironment(folder, InstallLayout.of("3.11", false));

            assertThat(run.variables(folder, environment).values()).containsEntry("MACOSX_DEPLOYMENT_TARGET", "14.0");
        }
    }

    @Test
    void keepsOnlyFoldersOfBuildToolsOnThePath() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Map<String, String> parent = Map.of("PATH", empty + ":relative:" + System.getenv("PATH"));

        BuildVariables variables = BuildVariables.of(
                parent, folder, folder.resolve("programs"), BuildOptions.DEFAULT, new CompilerFlags(false));

        assertThat(variables.values().get("PATH"))
                .startsWith(folder.resolve("programs") + ":")
                .doesNotContain(empty.toString(), "relative")
                .contains("/bin");
    }

    @Test
    void hasNoNetwork() throws IOException {
        Assumptions.assumeTrue(
                !NetworkIsolation.probe(progress).equals(NetworkIsolation.NONE),
                "this kernel allows no network namespaces");
        try (TestIndex server = TestIndex.start()) {
            TestSource source =
                    TestSource.withBackend("demo", """
                    import socket
                    socket.create_connection(("127.0.0.1", %d), timeout=5).close()
                    """.formatted(server.url().getPort()), "");

            assertThatThrownBy(() -> build(source))
                    .hasMessageContaining("hint: if the build has to download something, allow it to use the network");
            assertThat(build(TestOptions.WITH_NETWORK, source.folder(folder)).fileName())
                    .isEqualTo("demo-1.0-py3-none-any.whl");
        }
    }

    @Test
    void warnsOnceIfThereIsNoNamespace() {
        assertThat(NetworkIsolation.first(List.of(Path.of("/nowhere")), progress))
                .isEqualTo(NetworkIsolation.NONE);
        assertThat(progress.steps())
                .containsExactly("This system has no network namespaces for builds: only proxy variables keep build"
                        + " backends from using the network");
    }

    @Test
    void endsBackendAndItsProcessesAtTheTimeLimit() throws IOException {
        String mark = UUID.randomUUID().toString();
        TestSource source = TestSource.withBackend("demo", """
                import subprocess, time
                code = "import time; time.sleep(600)"
                subprocess.Popen([sys.executable, "-c", code, "%s"], start_new_session=True)
                print("both run", flush=True)
                time.sleep(600)
                """.formatted(mark), "");

        assertThatThrownBy(() -> build(TestOptions.timeout(Duration.ofSeconds(6)), source.folder(folder)))
                .hasMessageContaining("the hook `build_wheel` was ended after 6 seconds")
                .hasMessageContaining("| both run");

        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(mark)))
                .isEmpty();
    }

    @Test
    void writesFilesWithTheUsualMode() throws IOException {
        TestSource source = TestSource.withBackend("demo", """
                open("new", "w").close()
                FILES["mode"] = oct(os.stat("new").st_mode & 0o777)
                """, "");

        assertThat(text(build(source), "mode")).isEqualTo("0o644");
    }

    @Test
    void runsScriptsOfRequirements() throws IOException {
        TestSource.pure("helper")
                .replace(
                        "own_backend.py",
                        "files = dict(FILES)",
                        "files = dict(FILES)\n    files[info + '/entry_points.txt'] ="
                                + " '[console_scripts]\\nhelp-me = helper:main\\n'")
                .replace("own_backend.py", "one = 1\\n", "def main():\\n    print(6 * 7)\\n")
                .archive(folder.resolve("links"));
        TestSource source = TestSource.withBackend("demo", """
                import subprocess
                FILES["output"] = subprocess.check_output(["help-me"]).decode()
                """, "'helper'");

        assertThat(text(build(source), "output")).isEqualTo("42\n");
    }

    @Test
    void leavesFolderOfTheUserUnchanged() throws IOException {
        TestSource source = TestSource.withBackend("demo", "open('left', 'w').close()", "");

        build(source);

        assertThat(folder.resolve("demo")).isDirectoryNotContaining("glob:**/{left,__pycache__}");
    }
}
