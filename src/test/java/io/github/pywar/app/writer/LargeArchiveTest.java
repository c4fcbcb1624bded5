package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Archives beyond 65,535 files or 4 GiB, and members that are too large for memory. */
class LargeArchiveTest extends ArchiveWriterFixture {

    @Test
    void writesMoreThan65535FilesWithAWarning() throws IOException {
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
    void writes65535FilesWithoutZip64() throws IOException {
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
    void writesZip64FieldsBeyondFourGibibytes() {
        long huge = 5L << 30;
        ZipFileHeader.Body body = new ZipFileHeader.Body(true, 7, huge, huge + 1);
        ZipFileHeader entry = new ZipFileHeader("x", false, huge + 2, body);

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

    /** The file is sparse, so it needs no space on the disk; Python reads its central directory. */
    @Test
    void writesOffsetsBeyondFourGibibytesThatPythonReads() throws IOException {
        Path holes = folder.resolve("holes");
        long huge = (4L << 30) + 10;
        try (FileChannel channel = FileChannel.open(holes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), huge - 1);
            ZipFileHeader first =
                    new ZipFileHeader("huge", false, 0, new ZipFileHeader.Body(false, 0, huge - 100, huge - 100));
            ZipFileHeader last =
                    new ZipFileHeader("last", true, huge, new ZipFileHeader.Body(false, 0xE8B7BE43L, 1, 1));
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
    void copiesLongMembers() throws IOException {
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
    void copiesMoreWheelsThanStayOpen() throws IOException {
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

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
