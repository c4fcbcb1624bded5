package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedFileCacheTest {

    private static final String TEXT = "a text that is worth deflating ".repeat(10);

    @TempDir
    Path folder;

    private FileTree.Entry member;

    @BeforeEach
    void createAMember() throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        Wheel wheel =
                Wheel.open(TestWheel.of("demo", "1.0").file("demo/x.txt", TEXT).write(wheels));
        member = wheel.files().get("demo/x.txt").orElseThrow();
        assertThat(member.content().deflated()).isPresent();
    }

    @Test
    void linksToTheCachedFile() throws IOException {
        Path one = put(member, "one");
        Path other = put(member, "other");

        assertThat(one).hasContent(TEXT);
        assertThat(inode(one)).isEqualTo(inode(other)).isEqualTo(inode(cached().get(0)));
    }

    @Test
    void cachesAnExecutableSeparately() throws IOException {
        Path plain = put(member, "plain");
        Path program = put(new FileTree.Entry(member.content(), true, "x"), "program");

        assertThat(Files.isExecutable(plain)).isFalse();
        assertThat(program).isExecutable();
        assertThat(cached()).hasSize(2);
    }

    @Test
    void replacesAChangedFile() throws IOException {
        Path one = put(member, "one");
        String other = TEXT.toUpperCase(Locale.ROOT);
        Files.writeString(one, other);

        assertThat(put(member, "other")).hasContent(TEXT);
        assertThat(one).hasContent(other);
    }

    @Test
    void replacesATruncatedFile() throws IOException {
        put(member, "one");
        FileTime before = Files.getLastModifiedTime(cached().get(0));
        Files.writeString(cached().get(0), "");
        Files.setLastModifiedTime(cached().get(0), before);

        assertThat(put(member, "other")).hasContent(TEXT);
    }

    @Test
    void replacesAFileWithAnotherMode() throws IOException {
        Path one = put(member, "one");
        assertThat(one.toFile().setExecutable(true)).isTrue();

        assertThat(Files.isExecutable(put(member, "other"))).isFalse();
    }

    @Test
    void cachesNoFileOfTheApplication() throws IOException {
        FileTree.Entry own = new FileTree.Entry(ByteSource.of("print()"), false, "sources");

        assertThat(put(own, "own.py")).hasContent("print()");
        assertThat(folder.resolve("trees")).doesNotExist();
    }

    @Test
    void removesFilesThatAreUnlinkedForAMonth() throws IOException {
        Path linked = put(member, "linked");
        Files.delete(put(new FileTree.Entry(member.content(), true, "x"), "gone"));

        unpacked().forgetUnused(in(29));
        assertThat(cached()).hasSize(2);
        unpacked().forgetUnused(in(31));
        assertThat(cached()).hasSize(1);
        assertThat(inode(cached().get(0))).isEqualTo(inode(linked));
    }

    @Test
    void runsOnceADay() throws IOException {
        Path one = put(member, "one");
        unpacked().forgetUnused(in(40));
        Files.delete(one);

        unpacked().forgetUnused(in(40).plus(Duration.ofHours(23)));
        assertThat(cached()).hasSize(1);
        unpacked().forgetUnused(in(42));
        assertThat(cached()).isEmpty();
    }

    @Test
    void createsNoFolderToRemoveFrom() {
        unpacked().forgetUnused(in(40));
        assertThat(folder.resolve("trees")).doesNotExist();
    }

    @Test
    void writesAFileThatAnotherBuildRemoves() throws Exception {
        put(member, "first");
        Path file = cached().get(0);
        AtomicBoolean isDone = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            while (!isDone.get()) {
                assertThat(file.toFile().delete()).isIn(true, false);
            }
        });
        for (int i = 0; i < 300; i++) {
            assertThat(put(member, "target" + i)).hasContent(TEXT);
        }
        isDone.set(true);
        other.get();
    }

    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private UnpackedFileCache unpacked() {
        return new UnpackedFileCache(folder.resolve("trees"));
    }

    private Path put(FileTree.Entry entry, String name) throws IOException {
        Path target = folder.resolve(name);
        unpacked().put(entry, target);
        return target;
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("trees"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".looked"))
                    .toList();
        }
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }
}
