package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzWriterTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LONG = "d".repeat(90) + "/" + "e".repeat(90) + "/ü.txt";

    @TempDir
    Path folder;

    @Test
    void writesAnArchiveThatTarUnpacks() throws IOException {
        new TarGzWriter(TIME).write(tree(), folder.resolve("shop.tar.gz"));

        Tool.Result list = Tool.run(folder, "tar", "--utc", "-tvzf", "shop.tar.gz");
        Tool.run(folder, "tar", "-xzf", "shop.tar.gz");

        assertThat(folder.resolve("app/shop.py")).hasContent("x = 1");
        assertThat(folder.resolve("lib/demo/long.txt")).hasContent("abc".repeat(5000));
        assertThat(folder.resolve(LONG)).hasContent("deep");
        assertThat(folder.resolve("bin/run")).isExecutable();
        assertThat(list.output().lines().filter(line -> line.endsWith("app/shop.py")))
                .singleElement()
                .asString()
                .startsWith("-rw-r--r-- ")
                .contains("2026-01-01 00:00");
    }

    @Test
    void writesTheSameBytesForTheSameTree() throws IOException {
        new TarGzWriter(TIME).write(tree(), folder.resolve("a.tar.gz"));
        new TarGzWriter(TIME).write(tree(), folder.resolve("b.tar.gz"));

        assertThat(Sha256.of(folder.resolve("a.tar.gz"))).isEqualTo(Sha256.of(folder.resolve("b.tar.gz")));
    }

    @Test
    void leavesNoFileOnFailure() throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        Wheel damaged = Wheel.open(TestWheel.of("demo", "1.0")
                .file("demo/x", "text")
                .change("demo/x", entry -> entry.crc ^= 1)
                .write(wheels));

        assertThatThrownBy(() -> new TarGzWriter(TIME).write(damaged.files(), folder.resolve("out/shop.tar.gz")))
                .isInstanceOfAny(UserException.class, IOException.class);

        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left).isEmpty();
        }
    }

    private FileTree tree() throws IOException {
        Path wheels = Files.createDirectories(folder.resolve("wheels"));
        Wheel wheel = Wheel.open(TestWheel.of("demo", "1.0")
                .file("demo/long.txt", "abc".repeat(5000))
                .write(wheels));
        FileTree own = FileTree.builder("the application")
                .add("app/shop.py", ByteSource.of("x = 1"))
                .add("bin/run", ByteSource.of("#!/bin/sh\n"), true)
                .add(LONG, ByteSource.of("deep"))
                .build();
        return Trees.joined(own, wheel.files().under("lib"));
    }
}
