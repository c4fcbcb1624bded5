package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

class ArchiveWriterTest extends ArchiveWriterFixture {

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
                .hasMessageContaining("became shorter while it was read");
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
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
