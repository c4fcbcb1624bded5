package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers and end records as bytes, with numbers that no test can write as a real file. */
class ZipFileHeaderTest {

    @TempDir
    Path folder;

    @Test
    void movesTimeIntoTheRangeOfZips() {
        assertThat(ZipFileHeader.dosTime(Instant.parse("1970-01-01T00:00:00Z"))).isEqualTo(0x00210000);
        assertThat(ZipFileHeader.dosTime(Instant.parse("1980-01-01T00:00:00Z"))).isEqualTo(0x00210000);
        assertThat(ZipFileHeader.dosTime(Instant.parse("2026-01-01T12:34:57Z"))).isEqualTo(0x5c21645c);
        assertThat(ZipFileHeader.dosTime(Instant.parse("1979-12-31T23:59:59Z"))).isEqualTo(0x00210000);
        assertThat(ZipFileHeader.dosTime(Instant.parse("2200-01-01T00:00:00Z")) >>> 25)
                .isEqualTo(127);
    }

    @Test
    void writesZip64FieldsForSizesAndOffsetsBeyondFourGibibytes() {
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

    @ParameterizedTest
    @CsvSource({"-2, false", "-1, true", "0, true"})
    void writesZip64FieldsFromTheLargestNumberOn(long more, boolean isWide) {
        long number = ZipFormat.WIDE + 1 + more;
        int local = ZipFormat.LOCAL_SIZE + 1;
        int central = ZipFormat.CENTRAL_SIZE + 1;
        ZipFileHeader size = new ZipFileHeader("x", false, 0, new ZipFileHeader.Body(true, 0, 1, number));
        ZipFileHeader length = new ZipFileHeader("x", false, 0, new ZipFileHeader.Body(true, 0, number, 1));
        ZipFileHeader offset = new ZipFileHeader("x", false, number, new ZipFileHeader.Body(true, 0, 1, 1));

        assertThat(size.local(0)).hasSize(isWide ? local + 20 : local);
        assertThat(length.local(0)).hasSize(isWide ? local + 20 : local);
        assertThat(offset.local(0)).hasSize(local);
        assertThat(size.central(0)).hasSize(isWide ? central + 20 : central);
        assertThat(length.central(0)).hasSize(isWide ? central + 20 : central);
        assertThat(offset.central(0)).hasSize(isWide ? central + 12 : central);
        assertThat(version(size.local(0), 4)).isEqualTo(isWide ? 45 : 20);
        assertThat(version(size.central(0), 6)).isEqualTo(isWide ? 45 : 20);
        assertThat(version(offset.central(0), 6)).isEqualTo(isWide ? 45 : 20);
        assertThat(version(size.central(0), 4)).isEqualTo(3 << 8 | (isWide ? 45 : 20));
    }

    private static int version(byte[] header, int at) {
        return ZipFormat.littleEndian(header).getShort(at);
    }

    @Test
    void writesTheFieldsOfTheFormat() {
        ZipFileHeader deflated = new ZipFileHeader("é", true, 7, new ZipFileHeader.Body(true, 0xFEDCBA98L, 5, 6));
        ZipFileHeader stored = new ZipFileHeader("e", false, 7, new ZipFileHeader.Body(false, 1, 5, 5));

        ByteBuffer local = ZipFormat.littleEndian(deflated.local(0x12345678));
        assertThat(local.getShort(6)).isEqualTo((short) 0x0800);
        assertThat(local.getShort(8)).isEqualTo((short) 8);
        assertThat(local.getInt(10)).isEqualTo(0x12345678);
        assertThat(local.getInt(14)).isEqualTo(0xFEDCBA98);
        assertThat(local.getInt(18)).isEqualTo(5);
        assertThat(local.getInt(22)).isEqualTo(6);
        assertThat(local.getShort(26)).isEqualTo((short) 2);
        assertThat(local.getShort(28)).isZero();
        ByteBuffer central = ZipFormat.littleEndian(deflated.central(0x12345678));
        assertThat(central.getInt(12)).isEqualTo(0x12345678);
        assertThat(central.getShort(30)).isZero();
        assertThat(central.getInt(38) >>> 16).isEqualTo(0100755);
        assertThat(central.getInt(42)).isEqualTo(7);
        assertThat(ZipFormat.littleEndian(stored.central(0)).getInt(38) >>> 16).isEqualTo(0100644);
        assertThat(ZipFormat.littleEndian(stored.local(0)).getInt(6)).isZero();
    }

    /** The file has holes instead of content and takes no disk space. Python reads its directory. */
    @Test
    void writesDirectoryThatPythonReadsBeyondFourGibibytes() throws IOException {
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
            parts.add(new ZipEndRecords(2, offset, directory.length).bytes());
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

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
