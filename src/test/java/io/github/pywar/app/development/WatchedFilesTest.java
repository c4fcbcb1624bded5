package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans of files that change at the same time. */
class WatchedFilesTest {

    private static final int CHANGES = 10_000;

    @TempDir
    Path folder;

    @Test
    void aFileThatAnEditorReplacesDoesNotEndTheScan() throws Exception {
        Path module = Files.createDirectory(folder.resolve("source")).resolve("shop.py");
        Path environment = folder.resolve("shop.env");
        WatchedFiles watched = new WatchedFiles(List.of(module.getParent()), List.of(environment), Set.of());
        CompletableFuture<Void> editor = CompletableFuture.runAsync(() -> replace(List.of(module, environment)));

        assertThatCode(() -> {
                    while (!editor.isDone()) {
                        watched.scan();
                    }
                })
                .doesNotThrowAnyException();

        editor.get();
        assertThat(watched.scan().files()).containsOnlyKeys(module, environment);
    }

    private static void replace(List<Path> files) {
        try {
            for (int change = 0; change < CHANGES; change++) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                    Files.writeString(file, "");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
