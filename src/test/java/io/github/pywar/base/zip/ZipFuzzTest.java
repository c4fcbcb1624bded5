package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

class ZipFuzzTest {

    private static final ZipLimits LIMITS = new ZipLimits(100, 1 << 16, 1 << 20, 100);

    @TempDir
    Path folder;

    /** What is read is written again, by copies of the compressed data, and then read with the same content. */
    @FuzzTarget
    void copiesZips(FuzzInput input) throws Exception {
        input.read(() -> {
            Path file = Files.write(folder.resolve("input.zip"), input.bytes());
            FileTree tree = ZipFileTree.read(file, LIMITS).files();
            Map<String, Integer> contents = contents(tree);
            Path copy = folder.resolve("copy.zip");
            Files.deleteIfExists(copy);
            try (FileChannel target = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                new ZipWriter(Instant.parse("2026-01-01T00:00:00Z")).write(tree, target);
            }
            assertThat(contents(ZipFileTree.read(copy, LIMITS).files())).isEqualTo(contents);
        });
    }

    private static Map<String, Integer> contents(FileTree tree) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            try (InputStream in = file.getValue().content().open()) {
                contents.put(file.getKey(), java.util.Arrays.hashCode(in.readAllBytes()));
            }
        }
        return contents;
    }

    @FuzzTarget
    void listsParts(FuzzInput input) throws Exception {
        input.read(() -> {
            ByteRanges zip = ByteRanges.of(input.bytes());
            ZipListing.find(input.bytes(), ".dist-info/METADATA", "demo.zip");
            ZipListing.readLast(zip, "demo.zip", 64);
            ZipListing listing = ZipListing.read(zip, "demo.zip");
            for (ZipMember member : listing.members().values()) {
                assertThat(listing.content(member, 1 << 16)).hasSizeLessThanOrEqualTo(1 << 16);
            }
        });
    }
}
