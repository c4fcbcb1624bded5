package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Start-up code of libraries, with and without a lock. */
class StartupLockTest extends LockFixture {

    private static final String LINE = "import web_hook; web_hook.start()\n";

    @BeforeEach
    void fill() {
        add("six", "1.0", "");
        add(web("1.0", LINE));
    }

    private static TestWheel web(String version, String lines) {
        return TestWheel.of("web", version)
                .metadata("Requires-Dist: six")
                .file("web.py", "")
                .file("web_hook.py", "")
                .file("web.pth", lines);
    }

    private void allow(String... items) {
        project.rules = DependencyRules.NONE.startup(StartupRules.allowed(List.of(items), "<allowStartupCode>"));
    }

    private void accept(String... items) {
        project.accepted = StartupRules.parse(List.of(items), "-Dpywar.acceptStartupCode");
    }

    private UserException lockError(String... upgrade) {
        return catchThrowableOfType(UserException.class, () -> project.lock(List.of("web"), upgrade));
    }

    private UserException buildError() {
        return catchThrowableOfType(UserException.class, () -> project.libraries("web"));
    }

    @Test
    void refusesStartupCodeWithoutALock() throws IOException {
        add(TestWheel.of("all", "1.0")
                .metadata("Requires-Dist: web")
                .file("all.start", "all.hook:start\n")
                .file("sitecustomize.py", "print('hello')\n"));

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("all"));

        Golden.assertMatches("startup/refused.txt", error.getMessage());
    }

    @Test
    void acceptsWhatThePomAllows() throws IOException {
        allow("web");
        assertThat(project.libraries("web")).hasSize(2);
        assertThat(project.progress.steps())
                .contains("Start-up code: web 1.0, `web.pth`: `import web_hook; web_hook.start()` (aec175251024)");

        allow("web=aec175251024");
        assertThat(project.libraries("web")).hasSize(2);

        allow("web=aec175251025", "six");
        assertThat(buildError()).hasMessageContaining("web 1.0, `web.pth`");
    }

    @Test
    void warnsOfAnAllowedPackageWithoutCode() throws IOException {
        allow("web", "six");
        project.libraries("web");

        assertThat(project.progress.warnings())
                .containsExactly("<allowStartupCode> has no effect on `six`: 1.0 has no start-up code");
    }

    @Test
    void refusesNewCodeWhenLocking() throws IOException {
        UserException error = lockError();

        assertThat(error).hasMessageContaining("mvn pywar:lock -Dpywar.acceptStartupCode=web");
        assertThat(project.file()).doesNotExist();
    }

    @Test
    void recordsAcceptedCodeInTheLock() throws IOException {
        accept("web");
        project.lock(List.of("web"));

        assertThat(project.text())
                .contains("tool.pywar.startup-code = [\n    {kind = \".pth line\", file = \"web.pth\","
                        + " code = \"import web_hook; web_hook.start()\", sha256 = \"aec175251024");

        accept();
        String first = project.text();
        project.lock(List.of("web"));
        assertThat(project.text()).isEqualTo(first);
        assertThat(project.libraries("web")).hasSize(2);
    }

    @Test
    void keepsTheRecordThroughAnUpgradeWithTheSameLine() throws IOException {
        accept("web");
        project.lock(List.of("web"));
        accept();
        add(web("1.1", "# new comment\r\n" + LINE));
        project.clearCache();

        project.lock(List.of("web"), "web");

        assertThat(project.text()).contains("web-1.1-", "tool.pywar.startup-code");
    }

    @Test
    void refusesAChangedLineAtAnUpgrade() throws IOException {
        accept("web");
        allow("web");
        project.lock(List.of("web"));
        String before = project.text();
        accept();
        add(web("1.1", "import web_hook; web_hook.steal()\n"));
        project.clearCache();

        UserException error = lockError("all");

        Golden.assertMatches("startup/changed.txt", error.getMessage());
        assertThat(project.text()).isEqualTo(before);

        accept("web");
        project.lock(List.of("web"), "all");
        assertThat(project.text()).contains("web_hook.steal()").doesNotContain("web_hook.start()");
    }

    @Test
    void refusesCodeThatTheLockDoesNotRecord() throws IOException {
        accept("web");
        project.lock(List.of("web"));
        String edited = project.text().replaceAll("(?m)^tool\\.pywar\\.startup-code = \\[\n.*\n]\n", "");
        assertThat(edited).doesNotContain("startup-code");
        Files.writeString(project.file(), edited);

        assertThat(buildError()).hasMessageContaining("`web.pth`");
    }

    @Test
    void refusesOtherCodeThanTheLockRecordsAlthoughThePomNamesThePackage() throws IOException {
        allow("web");
        project.lock(List.of("web"));
        Files.writeString(project.file(), project.text().replaceAll("sha256 = \"aec175", "sha256 = \"000000"));

        assertThat(buildError()).hasMessageContaining("aec175251024");
    }

    @Test
    void downloadsNoWheelWithoutStartupCode() throws IOException {
        project.lock(List.of("six"));

        assertThat(index.requests())
                .filteredOn(request -> request.path().endsWith("six-1.0-py3-none-any.whl"))
                .isNotEmpty()
                .allMatch(request -> request.header("Range").isPresent());

        index.forgetRequests();
        Files.delete(project.file());
        project.lock(List.of("six"));
        assertThat(index.requests())
                .filteredOn(request -> request.path().endsWith(".whl"))
                .isEmpty();
    }

    @Test
    void warnsOfAnAcceptedPackageWithoutCode() throws IOException {
        accept("six");
        project.lock(List.of("six"));

        assertThat(project.progress.warnings())
                .containsExactly(
                        "-Dpywar.acceptStartupCode has no effect on `six`: no chosen file of it has start-up code");
    }

    private static final String KNOWN = "import os; var = 'SETUPTOOLS_USE_DISTUTILS';"
            + " enabled = os.environ.get(var, 'local') == 'local';"
            + " enabled and __import__('_distutils_hack').add_shim(); ";

    private void addSetuptools(String lines) {
        add(TestWheel.of("setuptools", "80.9.0").file("tools.py", "").file("distutils-precedence.pth", lines));
    }

    @Test
    void acceptsAndListsKnownFilesOfSetuptools() throws IOException {
        addSetuptools(KNOWN + "\n");

        project.libraries("setuptools");
        project.lock(List.of("setuptools"));
        project.libraries("setuptools");

        assertThat(project.text()).contains("code = \"import os; var = 'SETUPTOOLS_USE_DISTUTILS';");
        assertThat(project.progress.steps())
                .filteredOn(step -> step.startsWith("Start-up code: setuptools 80.9.0, `distutils-precedence.pth`"))
                .hasSize(3)
                .allMatch(step -> step.endsWith("), known: setuptools writes this file"));
    }

    @Test
    void refusesKnownFilesIfThePomSaysSo() throws IOException {
        addSetuptools(KNOWN + "\n");
        allow(":none:");

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("setuptools"));

        Golden.assertMatches("startup/known.txt", error.getMessage());
        allow(":none:", "setuptools");
        assertThat(project.libraries("setuptools")).hasSize(1);
    }

    @Test
    void refusesAFileOfSetuptoolsWithAnotherLine() {
        addSetuptools(KNOWN + "\nimport web_hook\n");

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("setuptools"));

        assertThat(error).hasMessageContaining("`import web_hook`").hasMessageContaining("`import os; var");
    }

    @Test
    void proposesNoRecordInTheLockOfAnotherTool() throws IOException {
        accept("web");
        project.lock(List.of("web"));
        String foreign = project.text()
                .replaceAll("(?m)^tool\\.pywar\\.startup-code = \\[\n.*\n]\n", "")
                .replaceAll("(?s)\n\\[tool\\.pywar].*", "\n")
                .replace("created-by = \"pywar-maven-plugin\"", "created-by = \"uv\"");
        Files.writeString(project.file(), foreign);

        assertThat(buildError())
                .hasMessageContaining("cannot record: <allowStartupCode>web=aec175251024</allowStartupCode>")
                .hasMessageNotContaining("mvn pywar:lock");
        allow("web=aec175251024");
        assertThat(project.libraries("web")).hasSize(2);
    }

    private static TestWheel withNativeModule(String name) {
        return TestWheel.of(name, "1.0").file("_distutils_hack/__init__.abi3.so", "ELF");
    }

    private static final String MODULE = "evil 1.0, module `_distutils_hack` in `_distutils_hack/__init__.abi3.so`";

    @Test
    void refusesANativeModuleThatAKnownFileLoads() throws IOException {
        addSetuptools(KNOWN + "\n");
        add(withNativeModule("evil").metadata("Requires-Dist: setuptools"));

        assertThat(catchThrowableOfType(UserException.class, () -> project.libraries("evil")))
                .hasMessageContaining(MODULE)
                .hasMessageContaining("mvn pywar:lock -Dpywar.acceptStartupCode=evil\n");
        assertThat(catchThrowableOfType(UserException.class, () -> project.lock(List.of("evil"))))
                .hasMessageContaining(MODULE);

        accept("evil");
        project.lock(List.of("evil"));
        assertThat(project.text()).contains("kind = \"module\", file = \"_distutils_hack/__init__.abi3.so\"");
        assertThat(project.libraries("evil")).hasSize(2);
    }

    /** The first lock reads the directory of the wheel; the second one has only what the first one noted. */
    @Test
    void findsANativeModuleInAWheelThatIsNotDownloaded() throws IOException {
        add(withNativeModule("evil"));
        project.lock(List.of("evil"));
        assertThat(index.requests())
                .filteredOn(request -> request.path().endsWith("evil-1.0-py3-none-any.whl"))
                .isNotEmpty()
                .allMatch(request -> request.header("Range").isPresent());
        addSetuptools(KNOWN + "\n");

        assertThat(catchThrowableOfType(UserException.class, () -> project.lock(List.of("evil", "setuptools"))))
                .hasMessageContaining(MODULE);
    }

    /** The known line is that of a built wheel, so neither lock nor hint can name the module of the published wheel. */
    @Test
    void proposesNoLockForCodeThatIsKnownOnlyAfterABuild() throws IOException {
        index.add(BackendWheels.hooks());
        project.python = BackendWheels.python().series();
        project.builds = BuildPolicy.PURE;
        project.variables = System.getenv();
        TestSdist tools = TestSdist.of("setuptools", "80.9.0")
                .builds("distutils-precedence.pth", (KNOWN + "\n").getBytes())
                .builds("other.pth", "import other\n".getBytes());
        index.add(tools.fileName(), tools.bytes());
        add(withNativeModule("evil"));
        accept("web", "setuptools", "evil");
        project.lock(List.of("setuptools", "evil", "web"));

        UserException error =
                catchThrowableOfType(UserException.class, () -> project.libraries("setuptools", "evil", "web"));

        Golden.assertMatches("startup/built.txt", error.getMessage());
        allow(error.getMessage()
                .replaceAll("(?s).*<allowStartupCode>(.*)</allowStartupCode>.*", "$1")
                .split(","));
        assertThat(project.libraries("setuptools", "evil", "web")).hasSize(4);
    }

    @Test
    void proposesTheLockForTheOtherCode() throws IOException {
        index.add(BackendWheels.hooks());
        project.python = BackendWheels.python().series();
        project.builds = BuildPolicy.PURE;
        project.variables = System.getenv();
        TestSdist tools = TestSdist.of("tools", "1.0").builds("other.pth", "import other\n".getBytes());
        index.add(tools.fileName(), tools.bytes());

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("tools", "web"));

        Golden.assertMatches("startup/built-and-published.txt", error.getMessage());
    }

    @Test
    void refusesInvalidItems() {
        UserException error =
                catchThrowableOfType(UserException.class, () -> allow("we b", "web=12", "web=", "web=0123456789AB"));

        Golden.assertMatches("startup/invalid.txt", error.getMessage());
    }
}
