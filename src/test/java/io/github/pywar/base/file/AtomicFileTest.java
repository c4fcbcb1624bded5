package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void replacesTheTargetAtTheEnd() throws IOException {
        Path target = Files.writeString(folder.resolve("x"), "old");

        AtomicFile.write(target, out -> {
            out.write("new".getBytes());
            assertThat(target).hasContent("old");
        });

        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void keepsTheTargetAfterAFailure() throws IOException {
        Path target = Files.writeString(folder.resolve("x"), "old");

        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    out.write("half".getBytes());
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void namesTheFileInAFailureOfAFullDisk() {
        Path target = folder.resolve("x");

        assertThatThrownBy(() -> AtomicFile.write(target, out -> full()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(target.toString());
        assertThatThrownBy(() -> AtomicFile.writeChannel(target, channel -> full()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(target.toString());
        assertThat(folder).isEmptyDirectory();
    }

    private static void full() throws IOException {
        throw new IOException("No space left on device");
    }

    @Test
    void createsMissingFolders() throws IOException {
        AtomicFile.write(folder.resolve("a/b/c"), "x".getBytes());

        assertThat(folder.resolve("a/b/c")).hasContent("x");
    }

    @Test
    void partCanBeReadBeforeTheCommit() throws IOException {
        try (AtomicFile file = AtomicFile.at(folder.resolve("x"))) {
            file.stream().write("y".getBytes());
            file.stream().close();
            assertThat(file.part()).hasContent("y");
            assertThat(folder.resolve("x")).doesNotExist();
            file.commit();
        }

        assertThat(names()).containsExactly("x");
    }

    @Test
    void failsIfTheTargetIsAFolderAndDeletesThePart() throws IOException {
        Files.createDirectories(folder.resolve("x/y"));

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("x"), "z".getBytes()))
                .isInstanceOf(IOException.class);

        assertThat(names()).containsExactly("x");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
