package io.github.pywar.app.writer;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** Tree of an application and a wheel, and its archive. */
abstract class ArchiveWriterFixture {

    static final Instant TIME = Instant.parse("2026-01-01T12:34:56Z");

    @TempDir
    Path folder;

    Path write(FileTree tree, Progress progress) throws IOException {
        Path archive = folder.resolve("shop.pywar");
        new ArchiveWriter(TIME, progress).write(tree, archive);
        return archive;
    }

    FileTree tree() throws IOException {
        Wheel wheel = Wheel.open(TestWheel.of("demo", "1.0")
                .file("demo/long.txt", "abc".repeat(5000))
                .file("demo/empty", "")
                .file("demo/described", "x".repeat(100))
                .change("demo/described", entry -> entry.descriptor = true)
                .file("demo/wide", "y".repeat(100))
                .change("demo/wide", entry -> entry.zip64 = true)
                .write(folder));
        FileTree own = FileTree.builder("the application")
                .add("app/shop.py", ByteSource.of("application = None\n"))
                .add("app/naïve €.txt", ByteSource.of("é"))
                .add("app/large.bin", ByteSource.of(new byte[(1 << 20) + 7]))
                .add("bin/run", ByteSource.of("#!/bin/sh\n"), true)
                .build();
        return Trees.joined(own, wheel.files().under("lib"));
    }
}
