package io.github.pywar.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {

    @TempDir
    Path folder;

    @TempDir
    Path work;

    private final TestProgress progress = new TestProgress();

    @Test
    void readsTheFilesOfAFolder() throws IOException {
        files("shop/__init__.py", "shop/templates/index.html", "manage.py");

        assertThat(names(Patterns.DEFAULT))
                .containsExactly("manage.py", "shop/__init__.py", "shop/templates/index.html");
    }

    @Test
    void excludesBuildFilesByDefault() throws IOException {
        files("shop/a.py", "shop/__pycache__/a.cpython-311.pyc", ".git/config", "target/x.pywar", "pom.xml");
        files("node_modules/x/y.js", "env/pyvenv.cfg", "env/bin/python", "shop.egg-info/PKG-INFO", "tests/test_a.py");

        assertThat(names(Patterns.DEFAULT)).containsExactly("shop/a.py");
    }

    @Test
    void keepsNestedFoldersWithExcludedNames() throws IOException {
        files("shop/tests/cases.py", "shop/target/aim.py");

        assertThat(names(Patterns.DEFAULT)).containsExactly("shop/target/aim.py", "shop/tests/cases.py");
    }

    @Test
    void excludesDeclarationsWithAPassword() throws IOException {
        String secret = "--index-url https://ann:s3cret@index.example.org/simple/\n";
        for (String name :
                List.of("requirements.txt", "requirements/base.txt", "dev.in", "named.conf", "sub/base.txt")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), secret);
        }
        Files.writeString(folder.resolve("dep.reqs"), "flask @ https://ann:s3cret@index.example.org/flask.whl\n");
        Files.writeString(folder.resolve("notes.txt"), "Ask https://ann:s3cret@index.example.org/ in tests.\n");
        Files.writeString(
                folder.resolve("pyproject.toml"), "[[tool.uv.index]]\nurl = 'https://t0ken@index.example.org/'");
        Files.writeString(
                folder.resolve("constraints.txt"), "--index-url https://${USER}:${WORD}@index.example.org/\n");
        Files.writeString(
                folder.resolve("pylock.toml"), "requirements = ['flask @ https://ann:****@index.example.org/']");
        Files.writeString(folder.resolve("requirements-dev.txt"), "flask @ https://index.example.org/a@b/flask.whl\n");

        assertThat(names(new Patterns(List.of(), List.of(), true, Set.of(folder.resolve("named.conf")))))
                .containsExactly("constraints.txt", "notes.txt", "pylock.toml", "requirements-dev.txt");
        assertThat(progress.steps())
                .containsExactly(
                        "7 files of src/main/python excluded because they may contain secrets: `dep.reqs`, `dev.in`,"
                                + " `named.conf` ...");
        assertThat(names(Patterns.ALL)).hasSize(11);
    }

    @Test
    void reportsTheNumberOfPossibleSecrets() throws IOException {
        files("a.py", ".env", ".env.production", "conf/tls.pem", "DB.SQLite3", "conf/SERVER.KEY", "live.env");

        assertThat(names(Patterns.DEFAULT)).containsExactly("a.py");
        assertThat(progress.steps())
                .containsExactly("6 files of src/main/python excluded because they may contain secrets:"
                        + " `.env`, `.env.production`, `DB.SQLite3` ...");
    }

    @Test
    void excludesRequirementsWithAPassword() throws IOException {
        files(
                "a.py",
                "plain/requirements.txt",
                "variable/requirements.txt",
                "requirements.txt",
                "deps/requirements/x.txt");
        Files.writeString(
                folder.resolve("plain/requirements.txt"),
                "flask @ https://h.example.org/flask-1.whl\na@b\nssh://git@git.example.org/x\n");
        Files.writeString(
                folder.resolve("variable/requirements.txt"), "-i https://${USER}:${TOKEN}@h.example.org/simple/\n");
        Files.writeString(folder.resolve("requirements.txt"), "-i https://ann:s3cret@h.example.org/simple/\n");
        Files.writeString(folder.resolve("deps/requirements/x.txt"), "-i https://token@h.example.org/simple/\n");

        assertThat(names(Patterns.DEFAULT))
                .containsExactly("a.py", "plain/requirements.txt", "variable/requirements.txt");
        assertThat(progress.steps())
                .containsExactly("2 files of src/main/python excluded because they may contain secrets:"
                        + " `deps/requirements/x.txt`, `requirements.txt`");
    }

    @Test
    void distinguishesPasswordsFromVariables() throws IOException {
        List<String> secret = List.of("ann:s3cr$t", "$USER:s3cret", "ann:{s3}cret", ":s3c$et", "t0k$en", "t0ken:");
        List<String> plain =
                List.of("$USER:$TOKEN", "${USER}:${TOKEN}", "ann:${TOKEN}", "{user}:{word}", "ann:****", "****");
        for (String one : secret) {
            assertThat(namesWithRequirementsOf(one)).as(one).containsExactly("a.py");
        }
        for (String one : plain) {
            assertThat(namesWithRequirementsOf(one)).as(one).containsExactly("a.py", "requirements.txt");
        }
    }

    /** A pattern for a password of any length would take quadratic time: it searches from each colon to the end. */
    @Test
    @Timeout(60)
    void searchesManyUrlsInLinearTime() throws IOException {
        files("a.py");
        Files.writeString(folder.resolve("requirements.txt"), "http://:".repeat(1 << 17));

        assertThat(names(Patterns.DEFAULT)).containsExactly("a.py", "requirements.txt");
    }

    private Set<String> namesWithRequirementsOf(String user) throws IOException {
        files("a.py", "requirements.txt");
        Files.writeString(folder.resolve("requirements.txt"), "-i https://" + user + "@h.example.org/simple/\n");
        return names(Patterns.DEFAULT);
    }

    @Test
    void reportsNoSecretThatIsNotIncluded() throws IOException {
        files("a.py", "keys/server.key");

        names(new Patterns(List.of("**/*.py"), List.of(), true));

        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void addsTheExcludesOfThePom() throws IOException {
        files("a.py", "b.txt", ".hidden", "docs/x/y.md");

        assertThat(names(new Patterns(List.of(), List.of("*.txt", "docs/"), true)))
                .containsExactly("a.py");
    }

    @Test
    void readsEverythingWithoutDefaultExcludes() throws IOException {
        files("a.py", ".env", "tests/t.py");

        assertThat(names(Patterns.ALL)).containsExactly(".env", "a.py", "tests/t.py");
        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void putsFilesIntoTheTargetPath() throws IOException {
        files("logo.png");
        SourceFolder source = new SourceFolder(folder, "assets", "/shop/static/", Patterns.ALL);

        assertThat(source.read(progress).entries().keySet()).containsExactly("shop/static/logo.png");
    }

    @Test
    void keepsTheExecutableBitOfTheOwner() throws IOException {
        files("run.sh", "a.py");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwx------"));

        var tree = source(Patterns.DEFAULT).read(progress);

        assertThat(tree.get("run.sh").orElseThrow().executable()).isTrue();
        assertThat(tree.get("a.py").orElseThrow().executable()).isFalse();
    }

    @Test
    void rejectsADanglingLinkToCode() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.py"), Path.of("elsewhere.py"));

        Golden.assertMatches("spec/dangling-link.txt", message(Patterns.DEFAULT));
    }

    @Test
    void rejectsACircleOfLinks() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/again"), folder);

        Golden.assertMatches("spec/looping-link.txt", message(Patterns.DEFAULT));
    }

    @Test
    void rejectsAPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "needs mkfifo");

        Golden.assertMatches("spec/pipe.txt", message(Patterns.DEFAULT));
    }

    @Test
    void rejectsAnUnreadableFile() throws IOException {
        files("secret.py");
        Path file = folder.resolve("secret.py");
        Files.setPosixFilePermissions(file, Set.of());

        Golden.assertMatches(
                "spec/unreadable-source.txt",
                Files.isReadable(file) ? OtherUser.message(folder, work) : message(Patterns.DEFAULT));
    }

    @Test
    void rejectsAMissingFolder() {
        SourceFolder source = new SourceFolder(folder.resolve("none"), "src/main/python", "", Patterns.DEFAULT);
        UserException error = catchThrowableOfType(UserException.class, () -> source.read(Progress.SILENT));

        Golden.assertMatches("spec/missing-folder.txt", error.getMessage());
    }

    private String message(Patterns patterns) {
        return catchThrowableOfType(UserException.class, () -> source(patterns).read(Progress.SILENT))
                .getMessage();
    }

    private Set<String> names(Patterns patterns) {
        return source(patterns).read(progress).entries().keySet();
    }

    private SourceFolder source(Patterns patterns) {
        return new SourceFolder(folder, "src/main/python", "", patterns);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
