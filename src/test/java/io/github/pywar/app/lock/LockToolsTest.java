package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.task.LockApp;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of pywar in pip and uv, and their locks in pywar. */
class LockToolsTest extends LockFixture {

    private RealTools tools;

    @BeforeAll
    static void fetch() {
        RealTools.fetch();
    }

    @BeforeEach
    void fill() {
        add(TestWheel.of("six", "1.0").file("six.py", ""));
        add(TestWheel.of("six", "2.0").file("six.py", ""));
        add(TestWheel.of("win", "1.0").file("win.py", ""));
        add(TestWheel.of("web", "1.0")
                .file("web.py", "")
                .metadata(
                        "Requires-Python: >=3.8\nRequires-Dist: six<2\nRequires-Dist: win; sys_platform == 'win32'\n"));
        List<String> python = RealTools.python();
        project.python = python.get(0);
        project.platform = "linux-" + python.get(1);
        tools = new RealTools(folder, index.url());
    }

    @Test
    void pipInstallsOurLock() throws IOException {
        project.lock(List.of("web"));

        tools.pip("install", "-r", "pylock.toml", "--target", "installed");

        assertInstalled();
    }

    @Test
    void uvInstallsOurLock() throws IOException {
        project.lock(List.of("web"));

        tools.uv("pip", "install", "--python", project.python, "-r", "pylock.toml", "--target", "installed");

        assertInstalled();
    }

    @Test
    void pipAndUvInstallOurLockOfSeveralTargets() throws IOException {
        String here = project.platform;
        String machine = here.replace("linux-", "");
        String other = machine.equals("x86_64") ? "aarch64" : "x86_64";
        add(ofMachine("1.0", other));
        add(ofMachine("1.1", machine));
        List<LockApp.Request> requests = new ArrayList<>();
        for (String platform : List.of(here, "linux-" + other)) {
            project.platform = platform;
            LockSettings settings =
                    new LockSettings(project.file(), false, List.of(), List.of(), Optional.of(platform));
            requests.add(new LockApp.Request(
                    project.spec(List.of("web", "native")), project.sources(), settings, List.of()));
        }
        new LockApp(project.progress).run(requests);

        tools.pip("install", "-r", "pylock.toml", "--target", "installed");
        assertInstalled();
        assertThat(folder.resolve("installed/native-1.1.dist-info")).exists();
        tools.uv("pip", "install", "--python", project.python, "-r", "pylock.toml", "--target", "by-uv");
        assertThat(folder.resolve("by-uv/native-1.1.dist-info")).exists();
    }

    @Test
    void pipAndUvInstallALockWithStartupCodeAndPublishers() throws IOException {
        add(TestWheel.of("hooked", "1.0").file("hooked.py", "").file("hooked.pth", "import hooked\n"));
        TestWheel signed = TestWheel.of("signed", "1.0").file("signed.py", "");
        index.add(TestIndexFile.of(signed.fileName(), signed.bytes())
                .provenance(index.at("/integrity/signed").toString()));
        index.serve(
                "/integrity/signed",
                "application/json",
                "{\"version\": 1, \"attestation_bundles\": [{\"publisher\": {\"kind\": \"GitHub\"}}]}");
        project.accepted = StartupRules.parse(List.of("hooked"), "-Dpywar.acceptStartupCode");
        project.lock(List.of("web", "hooked", "signed"));
        assertThat(project.text()).contains("tool.pywar.startup-code", "attestation-identities");

        tools.pip("install", "-r", "pylock.toml", "--target", "installed");
        assertInstalled();
        assertThat(folder.resolve("installed/hooked.pth")).exists();
        tools.uv("pip", "install", "--python", project.python, "-r", "pylock.toml", "--target", "by-uv");
        assertThat(folder.resolve("by-uv/signed.py")).exists();
    }

    private static TestWheel ofMachine(String version, String machine) {
        String tag = "py3-none-manylinux_2_17_" + machine;
        return TestWheel.of("native", version)
                .tag(tag)
                .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: " + tag + "\n")
                .file("native.py", "");
    }

    @Test
    void recordsADirectUrlThatPipAndUvInstall() throws IOException {
        project.lock(List.of("web", "six @ " + index.fileUrl("six-1.0-py3-none-any.whl")));
        assertThat(project.text()).contains("archive = {url = \"" + index.fileUrl("six-1.0-py3-none-any.whl") + "\"");

        tools.pip("install", "-r", "pylock.toml", "--target", "installed");
        assertInstalled();
        assertThat(folder.resolve("installed/six-1.0.dist-info/direct_url.json"))
                .content()
                .contains("/files/six-1.0-py3-none-any.whl");

        tools.uv("pip", "install", "--python", project.python, "-r", "pylock.toml", "--target", "by-uv");
        assertThat(folder.resolve("by-uv/six-1.0.dist-info/direct_url.json")).exists();
    }

    @Test
    void packagesALockOfPipWithADirectUrl() throws IOException {
        String six = "six @ " + index.fileUrl("six-1.0-py3-none-any.whl");
        tools.pip("lock", "web", six, "-o", "pylock.toml");

        assertThat(project.text()).contains("[packages.archive]");
        assertThat(project.libraries("web", six))
                .filteredOn(library -> library.directUrl().isPresent())
                .extracting(library -> library.wheel().fileName())
                .containsExactly("six-1.0-py3-none-any.whl");
    }

    @Test
    void packagesALockOfUvWithExtrasAndGroups() throws IOException {
        add(TestWheel.of("mail", "1.0").file("mail.py", ""));
        add(TestWheel.of("debug", "1.0").file("debug.py", ""));
        Files.writeString(
                folder.resolve("pyproject.toml"),
                "[project]\nname = \"shop\"\nversion = \"1.0\"\nrequires-python = \">=" + project.python
                        + "\"\ndependencies = [\"web\"]\n[project.optional-dependencies]\nmail = [\"mail\"]\n"
                        + "[dependency-groups]\nprod = [\"debug\"]\n[build-system]\nrequires = [\"uv_build\"]\n"
                        + "build-backend = \"uv_build\"\n");
        tools.uv(
                "export",
                "--python",
                project.python,
                "--extra",
                "mail",
                "--group",
                "prod",
                "--format",
                "pylock.toml",
                "-o",
                "pylock.toml");

        assertThat(project.text()).contains("directory = { path = \".\"");
        assertThat(project.libraries("web", "mail", "debug"))
                .extracting(library -> library.wheel().fileName().replaceFirst("-.*", ""))
                .containsExactly("debug", "mail", "six", "web");
    }

    @Test
    void packagesALockOfPip() throws IOException {
        tools.pip("lock", "web", "-o", "pylock.toml");

        assertThat(project.text()).contains("created-by = \"pip\"");
        assertPackaged();
    }

    @Test
    void packagesALockThatUvCompiled() throws IOException {
        Files.writeString(folder.resolve("requirements.in"), "web\n");
        tools.uv("pip", "compile", "--python-version", project.python, "requirements.in", "-o", "pylock.toml");

        assertThat(project.text()).contains("created-by = \"uv\"");
        assertPackaged();
    }

    @Test
    void packagesALockOfUvForAllPlatforms() throws IOException {
        Files.writeString(
                folder.resolve("pyproject.toml"),
                "[project]\nname = \"shop\"\nversion = \"1.0\"\nrequires-python = \">=" + project.python
                        + "\"\ndependencies = [\"web\"]\n");
        tools.uv(
                "export",
                "--python",
                project.python,
                "--no-emit-project",
                "--format",
                "pylock.toml",
                "-o",
                "pylock.toml");

        assertThat(project.text()).contains("created-by = \"uv\"", "marker = \"sys_platform == 'win32'\"");
        assertPackaged();
    }

    private void assertPackaged() throws IOException {
        index.forgetRequests();

        List<Library> libraries = project.libraries("web");

        assertThat(libraries)
                .extracting(library -> library.wheel().fileName())
                .containsExactly("six-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(index.requests())
                .isNotEmpty()
                .allMatch(request -> request.path().startsWith("/files/"));
    }

    private void assertInstalled() {
        Path installed = folder.resolve("installed");
        assertThat(installed.resolve("six-1.0.dist-info")).isDirectory();
        assertThat(installed.resolve("web-1.0.dist-info")).isDirectory();
        assertThat(installed.resolve("win-1.0.dist-info")).doesNotExist();
    }
}
