package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that are written from another zip. */
class WrittenZipTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void copiesFiles() throws IOException {
        Path zip = zip("last.zip", "one");

        assertThat(copy(WrittenZip.read(zip).orElseThrow())).contains(1);
        assertThat(folder.resolve("next.zip")).hasSameBinaryContentAs(zip);
    }

    @Test
    void copiesNoFilesOfAZipThatAnotherBuildReplaces() throws IOException {
        Path zip = zip("last.zip", "one");
        WrittenZip read = WrittenZip.read(zip).orElseThrow();
        Files.move(zip("other.zip", "two"), zip, StandardCopyOption.REPLACE_EXISTING);

        assertThat(copy(read)).isEmpty();
    }

    @Test
    void writesNoZipIfAFileHasAnotherSizeThanAnnounced() throws IOException {
        WrittenZip last = WrittenZip.read(zip("last.zip", "one")).orElseThrow();
        FileTree added =
                FileTree.builder("test").add("0.txt", ByteSource.of("four")).build();
        SortedMap<String, Long> sizes = new TreeMap<>(Map.of("0.txt", 5L));
        try (FileChannel target = open("next.zip");
                NextZip next = last.next(last.members(), sizes, folder.resolve("next.zip"))) {
            assertThat(next.write(added, TIME, target)).isEmpty();
        }
    }

    private Optional<Integer> copy(WrittenZip last) throws IOException {
        try (FileChannel target = open("next.zip");
                NextZip next = last.next(last.members(), new TreeMap<>(), folder.resolve("next.zip"))) {
            return next.write(FileTree.builder("test").build(), TIME, target);
        }
    }

    private Path zip(String name, String content) throws IOException {
        FileTree tree =
                FileTree.builder("test").add("a.txt", ByteSource.of(content)).build();
        try (FileChannel target = open(name)) {
            new ZipWriter(TIME).write(tree, target);
        }
        return folder.resolve(name);
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
