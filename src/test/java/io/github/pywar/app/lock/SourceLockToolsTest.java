package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.Library;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks with source code: those of pywar in pip and uv, and their locks in pywar. */
class SourceLockToolsTest extends LockFixture {

    private RealTools tools;

    @BeforeAll
    static void fetch() {
        RealTools.fetch();
    }

    @BeforeEach
    void fill() {
        index.add(BackendWheels.hooks());
        TestSdist sdist = TestSdist.of("detect", "1.0");
        index.add(sdist.fileName(), sdist.bytes());
        TestSdist.of("local", "1.0").unpack(folder.resolve("libs/local"));
        List<String> python = RealTools.python();
        project.python = python.get(0);
        project.platform = "linux-" + python.get(1);
        project.builds = BuildPolicy.PURE;
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("PIP_") || name.startsWith("UV_"));
        project.variables = variables;
        tools = new RealTools(folder, index.url());
    }

    private String archive() {
        TestSdist sdist = TestSdist.of("archived", "1.0");
        index.add(sdist.fileName(), sdist.bytes());
        return index.fileUrl(sdist.fileName()).toString();
    }

    private String repository() {
        Path repository = TestSdist.of("versioned", "1.0").unpack(folder.resolve("vendor/versioned"));
        for (String command : List.of(
                "init -q -b main", "add .", "-c user.name=test -c user.email=test@example.org commit -q -m one")) {
            Tool.Result result = Tool.run(repository, "git", command.split(" "));
            assertThat(result.exit()).as(result.output()).isZero();
        }
        return "git+" + repository.toUri().toString().replaceFirst("/$", "") + "@main";
    }

    private List<String> packaged(String requirements) throws IOException {
        List<Library> libraries = LockedOrResolvedLibraries.of(project.settings(), project.sources())
                .libraries(project.specOfFile(requirements), project.progress);
        return libraries.stream().map(one -> one.wheel().fileName()).toList();
    }

    /** pip installs no folder where other packages have hashes, also from its own locks. */
    @Test
    void pipInstallsOurLock() throws IOException {
        project.lock(project.specOfFile("detect\narchived @ " + archive() + "\n"));

        tools.pip("install", "-r", "pylock.toml", "--target", "installed");

        assertInstalled("detect", "archived");
    }

    @Test
    void uvInstallsOurLock() throws IOException {
        project.lock(project.specOfFile("detect\n./libs/local\narchived @ " + archive() + "\n"));

        tools.uv("pip", "install", "--python", project.python, "-r", "pylock.toml", "--target", "installed");

        assertInstalled("detect", "local", "archived");
    }

    private void assertInstalled(String... names) {
        for (String name : names) {
            assertThat(folder.resolve("installed").resolve(name + "-1.0.dist-info"))
                    .isDirectory();
        }
    }

    @Test
    void packagesALockOfPip() throws IOException {
        String archived = "archived @ " + archive();
        tools.pip("lock", "detect", "./libs/local", archived, "-o", "pylock.toml");

        assertThat(project.text()).contains("[packages.sdist]", "[packages.directory]", "[packages.archive]");
        assertThat(packaged("detect\n./libs/local\n" + archived + "\n"))
                .containsExactly(
                        "archived-1.0-py3-none-any.whl", "detect-1.0-py3-none-any.whl", "local-1.0-py3-none-any.whl");
    }

    @Test
    void packagesALockOfUv() throws IOException {
        String archived = "archived @ " + archive();
        String versioned = "versioned @ " + repository();
        Files.writeString(
                folder.resolve("requirements.in"), "detect\n./libs/local\n" + archived + "\n" + versioned + "\n");
        tools.uv("pip", "compile", "--python-version", project.python, "requirements.in", "-o", "pylock.toml");

        assertThat(project.text()).contains("sdist = {", "directory = {", "archive = {", "vcs = {");
        assertThat(packaged("detect\n./libs/local\n" + archived + "\n" + versioned + "\n"))
                .containsExactly(
                        "archived-1.0-py3-none-any.whl",
                        "detect-1.0-py3-none-any.whl",
                        "local-1.0-py3-none-any.whl",
                        "versioned-1.0-py3-none-any.whl");
    }
}
