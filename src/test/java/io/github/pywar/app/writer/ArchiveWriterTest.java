package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

    private static final Instant TIME = Instant.parse("2026-01-01T12:34:56Z");

    @TempDir
    Path folder;

    @Test
    void commonsCompressReadsEveryFileAsItWas() throws IOException {
        FileTree tree = tree();
        Path archive = write(tree, Progress.SILENT);

        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            assertThat(entries)
                    .extracting(ZipArchiveEntry::getName)
                    .containsExactlyElementsOf(tree.entries().keySet());
            for (ZipArchiveEntry entry : entries) {
                FileTree.Entry file = tree.get(entry.getName()).orElseThrow();
                try (InputStream in = zip.getInputStream(entry)) {
                    assertThat(in.readAllBytes())
                            .as(entry.getName())
                            .isEqualTo(file.content().bytes());
                }
                assertThat(entry.getUnixMode()).isEqualTo(file.executable() ? 0100755 : 0100644);
                assertThat(entry.getTimeLocal()).hasToString("2026-01-01T12:34:56");
            }
        }
    }

    @Test
    void whatLiesReadyDeflatedStaysDeflatedAndTheRestIsStored() throws IOException {
        Path archive = write(tree(), Progress.SILENT);

        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            assertThat(zip.getEntry("lib/demo/long.txt").getMethod()).isEqualTo(ZipArchiveEntry.DEFLATED);
            assertThat(zip.getEntry("app/shop.py").getMethod()).isEqualTo(ZipArchiveEntry.STORED);
        }
    }

    @Test
    void pythonAndUnzipAcceptIt() throws IOException {
        Path archive = write(tree(), Progress.SILENT);

        Tool.Result unzip = Tool.run(folder, "unzip", "-tq", archive.toString());
        Tool.Result python = Tool.run(folder, "python3", "-m", "zipfile", "-t", archive.toString());

        assertThat(unzip.output()).contains("No errors detected");
        assertThat(unzip.exit()).isZero();
        assertThat(python.output()).isEqualTo("Done testing\n");
    }

    @Test
    void unzipGivesFilesTheirModes() throws IOException {
        Path archive = write(tree(), Progress.SILENT);

        Tool.run(folder, "unzip", "-q", archive.toString(), "-d", "out");

        assertThat(folder.resolve("out/bin/run")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(Files.isExecutable(folder.resolve("out/app/shop.py"))).isFalse();
        assertThat(folder.resolve("out/app/naïve €.txt")).hasContent("é");
    }

    @Test
    void pythonRunsIt() throws IOException {
        FileTree tree = FileTree.builder("x")
                .add("__main__.py", ByteSource.of("print('ran from the file')\n"))
                .build();

        Tool.Result python =
                Tool.run(folder, "python3", write(tree, Progress.SILENT).toString());

        assertThat(python).isEqualTo(new Tool.Result(0, "ran from the file\n"));
    }

    @Test
    void theBytesAreTheSameInAnotherZoneAndLocale() throws IOException {
        Sha256 here = Sha256.of(write(tree(), Progress.SILENT));
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Sha256.of(write(tree(), Progress.SILENT))).isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    /** Held against a sum that does not change with the machine, its JDK or its day. */
    @Test
    void theBytesAreTheSameOnEveryMachine() throws IOException {
        FileTree tree = FileTree.builder("x")
                .add("a", ByteSource.of("a"))
                .add("b/ü", ByteSource.of("b".repeat(2_000_000)), true)
                .build();

        assertThat(Sha256.of(write(tree, Progress.SILENT)).hex())
                .isEqualTo("b688913ca99caafb1b522bf31c9445170a5d737bb2c254ba30aadc47ac7fade2");
    }

    @Test
    void theTimeStaysWithinWhatAZipCanSay() {
        assertThat(ZipEntry.dosTime(Instant.parse("1970-01-01T00:00:00Z"))).isEqualTo(0x00210000);
        assertThat(ZipEntry.dosTime(Instant.parse("1980-01-01T00:00:00Z"))).isEqualTo(0x00210000);
        assertThat(ZipEntry.dosTime(Instant.parse("2026-01-01T12:34:57Z"))).isEqualTo(0x5c21645c);
        assertThat(ZipEntry.dosTime(Instant.parse("2200-01-01T00:00:00Z")) >>> 25)
                .isEqualTo(127);
    }

    @Test
    void pythonReadsMoreThan65535FilesAndAWarningSaysWhatDoesNot() throws IOException {
        FileTree.Builder builder = FileTree.builder("x");
        for (int i = 0; i < 70_000; i++) {
            builder.add("f/" + i, ByteSource.of("x"));
        }
        TestProgress progress = new TestProgress();

        Path archive = write(builder.build(), progress);

        Tool.Result python = Tool.run(
                folder,
                "python3",
                "-c",
                "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))",
                archive.toString());
        assertThat(python.output()).isEqualTo("70000\n");
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("70000 files")
                .contains("unpack it first");
    }

    @Test
    void exactly65535FilesNeedNoZip64() throws IOException {
        FileTree.Builder builder = FileTree.builder("x");
        builder.add("__main__.py", ByteSource.of("print('ran')\n"));
        for (int i = 1; i < 65_535; i++) {
            builder.add("f/" + i, ByteSource.of(""));
        }
        TestProgress progress = new TestProgress();

        Path archive = write(builder.build(), progress);

        assertThat(progress.warnings()).isEmpty();
        assertThat(Tool.run(folder, "python3", archive.toString()).output()).isEqualTo("ran\n");
    }

    @Test
    void sizesAndPlacesBeyondFourGibibytesGetWideFields() {
        long huge = 5L << 30;
        ZipEntry.Body body = new ZipEntry.Body(true, 7, huge, huge + 1);
        ZipEntry entry = new ZipEntry("x", false, huge + 2, body);

        ByteBuffer local = ByteBuffer.wrap(entry.local(0)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(local.getInt(18)).isEqualTo(-1);
        assertThat(local.getInt(22)).isEqualTo(-1);
        assertThat(local.getShort(28)).isEqualTo((short) 20);
        assertThat(local.getLong(35)).isEqualTo(huge + 1);
        assertThat(local.getLong(43)).isEqualTo(huge);
        ByteBuffer central = ByteBuffer.wrap(entry.central(0)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(central.getInt(42)).isEqualTo(-1);
        assertThat(central.getShort(49)).isEqualTo((short) 24);
        assertThat(central.getLong(51)).isEqualTo(huge + 1);
        assertThat(central.getLong(67)).isEqualTo(huge + 2);
    }

    /** The file has holes instead of content, so that it takes no room on the disk; Python reads its directory. */
    @Test
    void pythonFindsFilesBeyondFourGibibytes() throws IOException {
        Path holes = folder.resolve("holes");
        long huge = (4L << 30) + 10;
        try (FileChannel channel = FileChannel.open(holes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), huge - 1);
            ZipEntry first = new ZipEntry("huge", false, 0, new ZipEntry.Body(false, 0, huge - 100, huge - 100));
            ZipEntry last = new ZipEntry("last", true, huge, new ZipEntry.Body(false, 0xE8B7BE43L, 1, 1));
            List<byte[]> parts = new ArrayList<>(List.of(last.local(0), "a".getBytes()));
            long offset = huge + parts.get(0).length + 1;
            byte[] directory = concat(first.central(0), last.central(0));
            parts.add(directory);
            parts.add(new ZipTail(2, offset, directory.length).bytes());
            channel.position(huge);
            for (byte[] part : parts) {
                channel.write(ByteBuffer.wrap(part));
            }
        }

        Tool.Result python = Tool.run(
                folder,
                "python3",
                "-c",
                "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.read('last'), z.getinfo('huge').file_size)",
                holes.toString());

        assertThat(python.output()).isEqualTo("b'a' " + (huge - 100) + "\n");
    }

    @Test
    void longMembersGoFromFileToFile() throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Wheel wheel = Wheel.open(TestWheel.of("big", "1.0")
                .file("big/noise", noise)
                .file("big/x", "after")
                .write(folder));

        Path archive = write(wheel.files(), Progress.SILENT);

        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            assertThat(zip.getInputStream(zip.getEntry("big/noise")).readAllBytes())
                    .isEqualTo(noise);
            assertThat(zip.getInputStream(zip.getEntry("big/x")).readAllBytes())
                    .asString()
                    .isEqualTo("after");
        }
    }

    @Test
    void moreWheelsThanAreKeptOpenAreCopied() throws IOException {
        FileTree tree = FileTree.empty();
        for (int i = 0; i < 40; i++) {
            Path file = TestWheel.of("w" + i, "1.0")
                    .file("shared/m" + i, "text " + i)
                    .write(folder);
            tree = Trees.joined(tree, Wheel.open(file).files());
        }

        Path archive = write(tree, Progress.SILENT);

        assertThat(Tool.run(folder, "unzip", "-tq", archive.toString()).exit()).isZero();
    }

    @Test
    void aSourceThatChangesWhileItIsReadLeavesNothing() throws IOException {
        Path target = folder.resolve("x/shop.pywar");
        FileTree tree = FileTree.builder("x").add("restless", new Restless()).build();

        assertThatThrownBy(() -> new ArchiveWriter(TIME, Progress.SILENT).write(tree, target))
                .isInstanceOf(IOException.class)
                .hasMessage("`restless.log` changed while it was read");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aWheelThatWasCutShortLeavesNothing() throws IOException {
        Path file = TestWheel.of("demo", "1.0").file("demo/x", "text").write(folder);
        Wheel wheel = Wheel.open(file);
        Files.write(file, new byte[10]);
        Path target = folder.resolve("x/shop.pywar");

        assertThatThrownBy(() -> new ArchiveWriter(TIME, Progress.SILENT).write(wheel.files(), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was cut short while it was read");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    private Path write(FileTree tree, Progress progress) throws IOException {
        Path archive = folder.resolve("shop.pywar");
        new ArchiveWriter(TIME, progress).write(tree, archive);
        return archive;
    }

    private FileTree tree() throws IOException {
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

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }

    /** Two megabytes that are others each time. */
    private static final class Restless implements ByteSource {
        private byte next;

        @Override
        public InputStream open() {
            byte[] bytes = new byte[2 << 20];
            bytes[5] = next++;
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size() {
            return 2 << 20;
        }

        @Override
        public Optional<Deflated> deflated() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "restless.log";
        }
    }
}
