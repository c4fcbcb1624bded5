package io.github.pywar.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in the sources: followed inside the project, and rejected if they lead out of it. */
class SourceLinksTest {

    private static final String SECRET = "MASTER-PASSWORD";

    @TempDir
    Path machine;

    private final TestProgress progress = new TestProgress();
    private Path project;
    private Path sources;

    @BeforeEach
    void createAProjectBesideSecrets() throws IOException {
        project = machine.resolve("project");
        sources = Files.createDirectories(project.resolve("src/main/python"));
        write("outside/settings-security.xml", SECRET);
        write("project-of-another/key.txt", SECRET);
        write("project/assets/logo.svg", "logo");
        write("project/.env", SECRET);
        write("project/conf/server.key", SECRET);
        write("project/.git/config", SECRET);
        write("project/settings.toml", "x = 1");
        write("project/requirements.txt", "-i https://ann:s3cret@index.example.org/simple/");
        write("project/src/main/python/a.py", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "data.txt, ../../../../outside/settings-security.xml",
        "data.txt, ABSOLUTE/outside/settings-security.xml",
        "logo.png, ../../../../project-of-another/key.txt",
        "more, ../../../../outside",
        "env.txt, /proc/self/environ",
        "null, /dev/null",
        "up, ../../../..",
        "shop/deep.py, ../../../../../outside/settings-security.xml",
        "by-way, ../../../way-out"
    })
    void rejectsALinkOutOfTheProject(String link, String target) throws IOException {
        Files.createSymbolicLink(project.resolve("way-out"), machine.resolve("outside"));
        link(link, target.replace("ABSOLUTE", machine.toString()));

        UserException error = message();

        assertThat(error.what())
                .contains("Cannot read `" + link, "is a symbolic link that points outside the project, to `/");
        assertThat(error.getMessage()).doesNotContain(SECRET).contains("hint: ");
    }

    @Test
    void reportsTheLinkAndItsTarget() throws IOException {
        link("data.txt", "../../../../outside/settings-security.xml");

        Golden.assertMatches("spec/link-out.txt", message().getMessage().replace(machine.toString(), "FOLDER"));
    }

    @Test
    void checksALinkInALinkedFolder() throws IOException {
        Files.createSymbolicLink(project.resolve("assets/deep"), machine.resolve("outside"));
        link("static", "../../../assets");

        assertThat(message().what()).contains("`static/deep` of src/main/python");
    }

    @Test
    void rejectsASourceFolderThatLeadsOutOfTheProject() throws IOException {
        Path away = Files.createSymbolicLink(project.resolve("away"), machine.resolve("outside"));

        assertThatThrownBy(() -> folder(away, Patterns.DEFAULT).read(progress))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is a symbolic link that points outside the project");
    }

    @Test
    void followsLinksInsideTheProject() throws IOException {
        link("shop.toml", "../../../settings.toml");
        link("static", "../../../assets");
        link("again", "../../../assets");
        link("b.py", "a.py");

        FileTree tree = read(Patterns.DEFAULT);

        assertThat(tree.entries().keySet())
                .containsExactly("a.py", "again/logo.svg", "b.py", "shop.toml", "static/logo.svg");
        assertThat(tree.get("static/logo.svg").orElseThrow().content().bytes())
                .asString()
                .isEqualTo("logo");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void acceptsAProjectFolderThatIsALink() throws IOException {
        link("static", "../../../assets");
        Path alias = Files.createSymbolicLink(machine.resolve("alias"), project);
        SourceFolder folder = new SourceFolder(
                alias.resolve("src/main/python"),
                "src/main/python",
                "",
                Patterns.DEFAULT,
                FileScope.of(List.of(alias)));

        assertThat(folder.read(progress).entries().keySet()).containsExactly("a.py", "static/logo.svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "conf/server.key", ".git/config", ".git", "requirements.txt"})
    void excludesALinkToAPossibleSecret(String target) throws IOException {
        link("data", "../../../" + target);

        assertThat(read(Patterns.DEFAULT).entries().keySet()).containsExactly("a.py");
        assertThat(progress.steps())
                .containsExactly("1 file of src/main/python excluded because they may contain secrets: `data`");
        assertThat(read(Patterns.ALL).entries().keySet()).hasSizeGreaterThan(1);
    }

    @Test
    void excludesDanglingLinksWithAWarning() throws IOException {
        for (String name : List.of("docs.html", "img/a.png", "img/b.png", "img/c.png")) {
            link(name, "not-here");
        }

        assertThat(read(Patterns.DEFAULT).entries().keySet()).containsExactly("a.py");
        assertThat(progress.warnings())
                .containsExactly("4 files of src/main/python excluded because they are dangling links: `docs.html`,"
                        + " `img/a.png`, `img/b.png` ...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.py", "fast.abi3.so"})
    void rejectsDanglingLinksToCode(String name) throws IOException {
        link(name, "not-here");

        assertThat(message().what()).contains("it is a link to `not-here`, which does not exist");
    }

    @ParameterizedTest
    @CsvSource({"again, ., a folder that contains it", "self, self, leads to itself"})
    void rejectsCircles(String name, String target, String why) throws IOException {
        link(name, target);

        assertThat(message().what()).contains(why);
    }

    @Test
    void rejectsTwoFoldersThatLinkToEachOther() throws IOException {
        write("project/src/main/python/x/x.txt", "");
        write("project/src/main/python/y/y.txt", "");
        link("x/y", "../y");
        link("y/x", "../x");

        assertThat(message().what()).contains("a folder that contains it");
    }

    @Test
    void limitsTheNumberOfLinks() throws IOException {
        for (int level = 0; level < 30; level++) {
            for (String name : List.of("a", "b")) {
                Path link = project.resolve("levels/" + level + "/" + name);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, Path.of("../" + (level + 1)));
            }
        }
        write("project/levels/30/x", "");
        link("bomb", "../../../levels/0");

        assertThat(message().what()).contains("more than 5000 links");
    }

    @Test
    void ignoresLinksThatAreNotIncluded() throws IOException {
        link("data.txt", "../../../../outside/settings-security.xml");
        link("gone.txt", "not-here");

        assertThat(read(new Patterns(List.of("**/*.py"), List.of(), true)).entries())
                .hasSize(1);
        assertThat(read(new Patterns(List.of(), List.of("*.txt"), true)).entries())
                .hasSize(1);
        assertThat(progress.warnings()).isEmpty();
    }

    /** A race: another process replaces a file, or its folder, between the scan and the packing. */
    @Test
    void rejectsAFileThatBecomesALinkAfterTheScan() throws IOException {
        write("project/src/main/python/shop/b.py", "b");
        ByteSource file = read(Patterns.ALL).get("a.py").orElseThrow().content();
        ByteSource inside = read(Patterns.ALL).get("shop/b.py").orElseThrow().content();
        write("outside/b.py", SECRET);
        Files.delete(sources.resolve("a.py"));
        link("a.py", "../../../../outside/settings-security.xml");
        Files.move(sources.resolve("shop"), sources.resolve("moved"));
        link("shop", "../../../../outside");

        assertThatThrownBy(file::bytes).isInstanceOf(UserException.class).hasMessageContaining("became a link");
        assertThatThrownBy(inside::bytes).isInstanceOf(UserException.class).hasMessageContaining("became a link");
    }

    @Test
    void rejectsAHookThatLeadsOutOfTheProject() throws IOException {
        Path hooks = Files.createDirectories(project.resolve("src/main/hooks/pre-deploy"));
        Files.createSymbolicLink(hooks.resolve("10-x.sh"), machine.resolve("outside/settings-security.xml"));
        HookFolder folder = new HookFolder(hooks.getParent(), "src/main/hooks", FileScope.of(List.of(project)));

        assertThatThrownBy(() -> folder.read(progress))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is a symbolic link that points outside the project");
    }

    private UserException message() {
        return catchThrowableOfType(UserException.class, () -> read(Patterns.DEFAULT));
    }

    private FileTree read(Patterns patterns) throws IOException {
        return folder(sources, patterns).read(progress);
    }

    private SourceFolder folder(Path directory, Patterns patterns) throws IOException {
        return new SourceFolder(directory, "src/main/python", "", patterns, FileScope.of(List.of(project)));
    }

    private void link(String name, String target) throws IOException {
        Files.createDirectories(sources.resolve(name).getParent());
        Files.createSymbolicLink(sources.resolve(name), Path.of(target));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(machine.resolve(name).getParent());
        Files.writeString(machine.resolve(name), text);
    }
}
