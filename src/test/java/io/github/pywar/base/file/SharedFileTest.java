package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void name() {
        target = folder.resolve("entry");
    }

    @Test
    void replacesTheTarget() throws IOException {
        SharedFile.put(part("old"), target);
        SharedFile.put(part("new"), target);

        assertThatOnlyTheTargetIsThere("new");
    }

    /** The error of Windows for a target that is open; Linux replaces it. */
    @Test
    void keepsATargetThatCannotBeReplaced() throws IOException {
        Files.writeString(target, "old");

        SharedFile.put(part("new"), target, (from, to) -> {
            throw new AccessDeniedException(to.toString());
        });
        SharedFile.put(part("new"), target, (from, to) -> {
            throw new FileSystemException(from.toString(), to.toString(), "used by another process");
        });

        assertThatOnlyTheTargetIsThere("old");
    }

    @Test
    void failsIfThereIsNoTarget() {
        assertThatThrownBy(() -> SharedFile.put(part("new"), target, (from, to) -> {
                    throw new AccessDeniedException(to.toString());
                }))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> SharedFile.put(part("new"), folder.resolve("missing/entry")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void failsIfTheTargetIsAFolder() throws IOException {
        Files.createDirectories(target.resolve("below"));

        assertThatThrownBy(() -> SharedFile.put(part("new"), target)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void showsReadersACompleteFile() throws Exception {
        SharedFile.put(part("x".repeat(9_999)), target);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "x".repeat(10_000 + i);
                all.add(pool.submit(() -> {
                    SharedFile.put(part(text), target);
                    return Files.readString(target);
                }));
            }
            for (Future<String> one : all) {
                assertThat(one.get()).hasSizeGreaterThanOrEqualTo(10_000);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Path part(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "", ".part"), text);
    }

    private void assertThatOnlyTheTargetIsThere(String text) throws IOException {
        assertThat(target).hasContent(text);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }
}
