package io.github.pywar.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFolderTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void readsTheThreeKindsOfBothPhases() throws IOException {
        write("pre-deploy/10-schema.sql", "select 1;\n");
        write("pre-deploy/20-migrate.py", "print('hello')\n");
        write("post-deploy/10-warm.sh", "echo hello\n");

        assertThat(read().entries())
                .containsOnlyKeys("post-deploy/10-warm.sh", "pre-deploy/10-schema.sql", "pre-deploy/20-migrate.py");
        assertThat(progress.steps())
                .containsExactly("Hooks: pre-deploy/10-schema.sql, pre-deploy/20-migrate.py, post-deploy/10-warm.sh");
    }

    @Test
    void readsTheModeFromTheFirstLine() throws IOException {
        write("pre-deploy/10-plain.sh", "echo hello\n");
        write("pre-deploy/20-program.sh", "#!/bin/sh\necho hello\n");
        assertThat(folder.resolve("pre-deploy/10-plain.sh").toFile().setExecutable(true))
                .isTrue();

        FileTree tree = read();

        assertThat(tree.get("pre-deploy/10-plain.sh").orElseThrow().executable())
                .isFalse();
        assertThat(tree.get("pre-deploy/20-program.sh").orElseThrow().executable())
                .isTrue();
    }

    @Test
    void excludesFilesOfEditors() throws IOException {
        write("pre-deploy/10-migrate.py", "pass\n");
        for (String name : new String[] {
            "10-migrate.py~",
            "#10-migrate.py#",
            ".#10-migrate.py",
            ".10-migrate.py.swp",
            "10-migrate.py.orig",
            "10-migrate.py.bak",
            ".gitkeep",
            "__pycache__/10-migrate.cpython-311.pyc"
        }) {
            write("pre-deploy/" + name, "left behind");
        }

        assertThat(read().entries()).containsOnlyKeys("pre-deploy/10-migrate.py");
    }

    @Test
    void acceptsAnEmptyFolder() throws IOException {
        assertThat(read().entries()).isEmpty();
        assertThat(progress.steps()).isEmpty();
    }

    @Test
    void reportsAllFilesThatAreNotHooks() throws IOException {
        write("README.md", "about hooks");
        write("predeploy/10-migrate.py", "pass\n");
        write("pre-deploy/data/10-prices.sql", "select 1;\n");
        write("pre-deploy/10-migrate.rb", "puts 1\n");
        write("pre-deploy/migrate.py", "pass\n");

        Golden.assertMatches("spec/no-hook.txt", message());
    }

    @Test
    void rejectsNumbersInAnotherOrder() throws IOException {
        write("pre-deploy/9-first.py", "pass\n");
        write("pre-deploy/10-second.py", "pass\n");
        write("post-deploy/1-other-phase.py", "pass\n");

        Golden.assertMatches("spec/hook-order.txt", message());
    }

    @Test
    void allowsTwoHooksWithOneNumber() throws IOException {
        write("pre-deploy/10-b.py", "pass\n");
        write("pre-deploy/10-a.sh", "true\n");

        assertThat(read().entries()).hasSize(2);
    }

    @Test
    void rejectsAShellScriptWithWindowsLineEnds() throws IOException {
        write("pre-deploy/10-warm.sh", "#!/bin/sh\r\necho hello\r\n");

        Golden.assertMatches("spec/hook-line-ends.txt", message());
    }

    @Test
    void rejectsAMissingFolder() {
        UserException error =
                catchThrowableOfType(UserException.class, () -> new HookFolder(folder.resolve("none"), "hooks/none"));

        Golden.assertMatches("spec/no-hooks.txt", error.getMessage());
    }

    private FileTree read() throws IOException {
        return new HookFolder(folder, "src/main/hooks").read(progress);
    }

    private String message() {
        return catchThrowableOfType(UserException.class, this::read).getMessage();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
