package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of files that change at the same time. */
class WatchedFilesTest {

    private static final int SCANS = 5_000;

    @TempDir
    Path folder;

    @Test
    void aFileThatAnEditorReplacesDoesNotEndTheScan() throws Exception {
        Path module = Files.createDirectory(folder.resolve("source")).resolve("shop.py");
        Path environment = folder.resolve("shop.env");
        WatchedFiles watched = new WatchedFiles(List.of(module.getParent()), List.of(environment), Set.of());
        AtomicBoolean isDone = new AtomicBoolean();
        CompletableFuture<Void> editor =
                CompletableFuture.runAsync(() -> replace(List.of(module, environment), isDone));
        try {
            assertThatCode(() -> {
                        for (int scan = 0; scan < SCANS; scan++) {
                            watched.scan();
                        }
                    })
                    .doesNotThrowAnyException();
        } finally {
            isDone.set(true);
            editor.get();
        }
        assertThat(watched.scan().files()).containsOnlyKeys(module, environment);
    }

    private static void replace(List<Path> files, AtomicBoolean isDone) {
        try {
            while (!isDone.get()) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                    Files.writeString(file, "");
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
