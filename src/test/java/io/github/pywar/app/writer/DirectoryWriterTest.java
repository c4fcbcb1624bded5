package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWriterTest {

    @TempDir
    Path folder;

    @Test
    void writesExactlyTheTree() throws IOException {
        Path target = folder.resolve("shop");
        Files.createDirectories(target.resolve("old/deep"));
        Files.writeString(target.resolve("old/deep/x"), "gone");

        DirectoryWriter.write(tree("text"), target, unpacked());

        try (Stream<Path> files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> target.relativize(file).toString()))
                    .containsExactlyInAnyOrder("top", "a/b/c.txt", "bin/run");
        }
        assertThat(target.resolve("a/b/c.txt")).hasContent("text");
        assertThat(target.resolve("bin/run")).isExecutable();
        assertThat(Files.isExecutable(target.resolve("top"))).isFalse();
        assertThat(names()).containsExactly("shop");
    }

    @Test
    void keepsTheOldFolderOnFailure() throws IOException {
        Path target = folder.resolve("shop");
        DirectoryWriter.write(tree("old"), target, unpacked());
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        Wheel damaged = Wheel.open(TestWheel.of("demo", "1.0")
                .file("demo/x", "text")
                .change("demo/x", entry -> entry.crc ^= 1)
                .write(wheels));

        assertThatThrownBy(() -> DirectoryWriter.write(damaged.files(), target, unpacked()))
                .isInstanceOf(UserException.class);

        assertThat(target.resolve("a/b/c.txt")).hasContent("old");
        assertThat(names()).containsOnly("shop", "wheels", "cache");
    }

    private UnpackedFileCache unpacked() {
        return new UnpackedFileCache(folder.resolve("cache"));
    }

    @Test
    void restoresTheOldFolder() throws IOException {
        Path target = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(target.resolve("a"), "old");

        assertThatThrownBy(
                        () -> DirectoryWriter.replace(target, folder.resolve("vanished"), folder.resolve("put-aside")))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(target.resolve("a")).hasContent("old");
        assertThat(names()).containsExactly("shop");
    }

    private static FileTree tree(String text) {
        return FileTree.builder("x")
                .add("top", ByteSource.of("t"))
                .add("a/b/c.txt", ByteSource.of(text))
                .add("bin/run", ByteSource.of("#!/bin/sh\n"), true)
                .build();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
