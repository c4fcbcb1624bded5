package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.TestZip;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The result has the same bytes as a zip that is written in one go. */
    @ParameterizedTest
    @CsvSource({
        "a b d e, c, b d",
        "b c d, a, b c d",
        "b c d, e, b c d",
        "a c e g, b d f, a c e g",
        "a c e g, b d f h, c g",
        "a b c, '', b",
        "a b c, d, ''",
        "a b c, b, a c",
        "a é, ä, a é",
    })
    void mixesLastAndNewFiles(String before, String added, String kept) throws IOException {
        Path zip = write("last.zip", TIME, before.split(" "));
        String[] names = added.isEmpty() ? new String[0] : added.split(" ");
        List<String> keep = List.of(kept.split(" "));
        WrittenZip last = WrittenZip.read(zip).orElseThrow();
        List<WrittenZip.Member> members = last.members().stream()
                .filter(member -> keep.contains(member.path()))
                .toList();

        assertThat(write(last, members, tree(names), TIME.plusSeconds(60))).contains(members.size() + names.length);
        Set<String> all = new TreeSet<>(List.of(names));
        members.forEach(member -> all.add(member.path()));
        assertThat(folder.resolve("next.zip"))
                .hasSameBinaryContentAs(write("expected.zip", TIME.plusSeconds(60), all.toArray(new String[0])));
    }

    @Test
    void readsMembers() throws IOException {
        FileTree tree = FileTree.builder("test")
                .add("a", ByteSource.of("one"))
                .add("run", ByteSource.of("three"), true)
                .build();
        try (FileChannel target = open("last.zip")) {
            new ZipWriter(TIME).write(tree, target);
        }

        WrittenZip zip = WrittenZip.read(folder.resolve("last.zip")).orElseThrow();

        WrittenZip.Member a = zip.members().get(0);
        WrittenZip.Member run = zip.members().get(1);
        assertThat(zip.members()).extracting(WrittenZip.Member::path).containsExactly("a", "run");
        assertThat(a.isExecutable()).isFalse();
        assertThat(run.isExecutable()).isTrue();
        assertThat(a.start()).isZero();
        assertThat(a.end()).isEqualTo(run.start()).isEqualTo(34);
        assertThat(run.end()).isEqualTo(34 + 38);
        assertThat(zip.content(run, 5)).asString().isEqualTo("three");
        assertThatThrownBy(() -> zip.content(run, 4)).hasMessageContaining("`run` has 5 bytes, more than 4");
        assertThatThrownBy(() -> zip.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void readsNoZipOfAnotherProgram() throws IOException {
        assertThat(read(new TestZip().add("a", new byte[9]))).isPresent();
        assertThat(read(new TestZip())).isPresent();
        assertThat(read(new TestZip().add("a", new byte[9]).zip64End())).isEmpty();
        assertThat(read(new TestZip().add("a", new byte[9]).prefix("#!"))).isEmpty();
        assertThat(read(new TestZip().add("a", new byte[9], entry -> entry.shift = 1)))
                .isEmpty();
        assertThat(read(new TestZip().add("a", new byte[9]).add("b", new byte[1], entry -> entry.shift = 1000)))
                .isEmpty();
        assertThat(read(new TestZip()
                        .add("a", new byte[9], entry -> entry.centralExtra = TestZip.extra(9, new byte[1]))))
                .isEmpty();
        byte[] longer = Arrays.copyOf(new TestZip().add("a", new byte[9]).bytes(), 200);
        assertThat(WrittenZip.read(Files.write(folder.resolve("foreign.zip"), longer)))
                .isEmpty();
        assertThat(WrittenZip.read(Files.write(folder.resolve("foreign.zip"), new byte[9])))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 28, 30, 32})
    void readsNoDamagedDirectory(int field) throws IOException {
        byte[] zip = new TestZip().add("a", new byte[9]).bytes();
        zip[zip.length - ZipFormat.END_SIZE - ZipFormat.CENTRAL_SIZE - 1 + field]++;

        assertThat(WrittenZip.read(Files.write(folder.resolve("damaged.zip"), zip)))
                .isEmpty();
    }

    @Test
    void noticesAnyChangeOfTheFile() throws IOException {
        Path zip = zip("last.zip", "one");
        WrittenZip last = WrittenZip.read(zip).orElseThrow();

        assertThat(last.isSame()).isTrue();
        Files.setLastModifiedTime(zip, FileTime.from(TIME));
        assertThat(last.isSame()).isFalse();

        WrittenZip again = WrittenZip.read(zip).orElseThrow();
        Files.write(zip, new byte[1], StandardOpenOption.APPEND);
        Files.setLastModifiedTime(zip, FileTime.from(TIME));
        assertThat(again.isSame()).isFalse();
    }

    @Test
    void reportsALastZipThatBecameShorter() throws IOException {
        Path zip = write("last.zip", TIME, "a", "b", "c");
        WrittenZip last = WrittenZip.read(zip).orElseThrow();
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.WRITE)) {
            file.truncate(40);
        }

        assertThatThrownBy(() -> write(last, last.members(), tree(), TIME))
                .isInstanceOf(EOFException.class)
                .hasMessage("the last archive became shorter while it was read");
    }

    private Optional<WrittenZip> read(TestZip zip) throws IOException {
        return WrittenZip.read(Files.write(folder.resolve("foreign.zip"), zip.bytes()));
    }

    private Optional<Integer> write(WrittenZip last, List<WrittenZip.Member> kept, FileTree added, Instant time)
            throws IOException {
        try (FileChannel target = open("next.zip");
                NextZip next = last.next(kept, NextZip.sizes(added), folder.resolve("next.zip"))) {
            return next.write(added, time, target);
        }
    }

    private Path write(String name, Instant time, String... files) throws IOException {
        try (FileChannel target = open(name)) {
            new ZipWriter(time).write(tree(files), target);
        }
        return folder.resolve(name);
    }

    private static FileTree tree(String... files) throws IOException {
        FileTree.Builder tree = FileTree.builder("test");
        for (String file : files) {
            tree.add(file, ByteSource.of("content of " + file));
        }
        return tree.build();
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
