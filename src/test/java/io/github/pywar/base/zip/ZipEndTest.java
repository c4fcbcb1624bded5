package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** End records: the plain one, and that of zip64. */
class ZipEndTest {

    private static final int LOCATOR = ZipFormat.END_SIZE + ZipFormat.ZIP64_LOCATOR_SIZE;
    private static final int WIDE_END = LOCATOR + ZipFormat.ZIP64_END_SIZE;

    private static final byte[] PLAIN = new TestZip().add("a", new byte[9]).bytes();
    private static final byte[] WIDE =
            new TestZip().add("a", new byte[9]).zip64End().bytes();

    @Test
    void findsTheRecord() throws IOException {
        ZipEnd end = find(PLAIN);

        assertThat(end.entries()).isEqualTo(1);
        assertThat(end.size()).isEqualTo(ZipFormat.CENTRAL_SIZE + 1);
        assertThat(end.offset()).isEqualTo(PLAIN.length - ZipFormat.END_SIZE - end.size());
        assertThat(end.zip64()).isFalse();
        assertThat(end.trailing()).isZero();
        assertThat(find(WIDE)).isEqualTo(new ZipEnd(1, end.offset(), end.size(), true, 0));
    }

    @Test
    void findsTheRecordBeforeTheLongestComment() throws IOException {
        byte[] longest = new TestZip().comment("x".repeat(0xFFFF)).bytes();

        assertThat(find(longest)).isEqualTo(new ZipEnd(0, 0, 0, false, 0));
        assertThatThrownBy(() -> find(Arrays.copyOf(longest, longest.length + 1)))
                .hasMessageContaining("it is not a zip file, or truncated");
    }

    @Test
    void countsBytesAfterTheComment() throws IOException {
        byte[] zip = new TestZip().comment("hi").zip64End().bytes();

        assertThat(find(Arrays.copyOf(zip, zip.length + 5)).trailing()).isEqualTo(5);
    }

    @Test
    void acceptsOnlyAnEmptyZipThatIsComplete() throws IOException {
        byte[] empty = new TestZip().bytes();

        assertThat(find(empty).entries()).isZero();
        assertThatThrownBy(() -> find(Arrays.copyOf(empty, 21)))
                .hasMessageContaining("it is not a zip file, or truncated (21 bytes)");
        assertThatThrownBy(() -> find(new byte[0])).hasMessageContaining("truncated (0 bytes)");
    }

    @ParameterizedTest
    @CsvSource({
        "4, it is one part of a zip in several parts",
        "6, it is one part of a zip in several parts",
        "8, it is one part of a zip in several parts",
        "12, its directory is not at the offset",
        "16, its directory is not at the offset",
        "19, its directory is not at the offset",
    })
    void refusesADamagedField(int field, String message) {
        byte[] zip = PLAIN.clone();
        zip[zip.length - ZipFormat.END_SIZE + field]++;

        assertRefused(zip, message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, its zip64 end record is damaged",
        "4, its zip64 end record is damaged",
        "16, it is one part of a zip in several parts",
        "20, it is one part of a zip in several parts",
        "24, it is one part of a zip in several parts",
        "32, it is one part of a zip in several parts",
        "40, its directory is not at the offset",
        "47, its directory is not at the offset",
        "48, its directory is not at the offset",
        "55, its directory is not at the offset",
        "64, its zip64 end record is outside of the file",
        "71, its zip64 end record is outside of the file",
    })
    void refusesADamagedFieldOfZip64(int field, String message) {
        byte[] zip = WIDE.clone();
        zip[zip.length - WIDE_END + field] ^= (byte) 0x81;

        assertRefused(zip, message);
    }

    @Test
    void refusesANegativeCount() {
        byte[] zip = WIDE.clone();
        ByteBuffer bytes = ZipFormat.littleEndian(zip);
        int at = zip.length - WIDE_END;
        bytes.putLong(at + 24, -1).putLong(at + 32, -1);

        assertRefused(zip, "its directory is not at the offset");
    }

    @Test
    void refusesAZip64RecordThatDoesNotFitBeforeItsLocator() {
        byte[] zip = WIDE.clone();
        ZipFormat.littleEndian(zip)
                .putLong(zip.length - LOCATOR + 8, zip.length - WIDE_END + 1)
                .putLong(zip.length - WIDE_END + 4, 43);

        assertRefused(zip, "its zip64 end record is outside of the file");
    }

    /** A writer may also give the numbers in the plain record if they fit. */
    @Test
    void comparesTheTwoRecords() throws IOException {
        ZipEnd end = find(WIDE);
        byte[] both = WIDE.clone();
        ByteBuffer plain = ZipFormat.littleEndian(both);
        int at = both.length - ZipFormat.END_SIZE;
        plain.putShort(at + 8, (short) 1).putShort(at + 10, (short) 1);
        plain.putInt(at + 12, (int) end.size()).putInt(at + 16, (int) end.offset());

        assertThat(find(both)).isEqualTo(end);
        for (int field : new int[] {12, 16}) {
            byte[] other = both.clone();
            other[at + field]++;
            assertRefused(other, "its two end records disagree");
        }
        plain.putShort(at + 8, (short) 2).putShort(at + 10, (short) 2);
        assertRefused(both, "its two end records disagree");
    }

    @ParameterizedTest
    @CsvSource({
        "65535, 10, 20, false",
        "65536, 10, 20, true",
        "1, 4294967294, 20, false",
        "1, 4294967295, 20, true",
        "1, 10, 4294967294, false",
        "1, 10, 4294967295, true",
    })
    void writesZip64RecordsBeyondTheNumbersOfThePlainOne(long entries, long offset, long size, boolean isWide)
            throws IOException {
        ZipEndRecords records = new ZipEndRecords(entries, offset, size);

        ZipEnd found = ZipEnd.find(new EndOnly(offset + size, records.bytes()), "x.zip");

        assertThat(records.isWide()).isEqualTo(isWide);
        assertThat(found).isEqualTo(new ZipEnd(entries, offset, size, isWide, 0));
    }

    private static ZipEnd find(byte[] zip) throws IOException {
        return ZipEnd.find(ByteRanges.of(zip), "x.zip");
    }

    private static void assertRefused(byte[] zip, String message) {
        assertThatThrownBy(() -> find(zip)).isInstanceOf(UserException.class).hasMessageContaining(message);
    }

    /** Large file of which only the end can be read. */
    private record EndOnly(long before, byte[] end) implements ByteRanges {

        @Override
        public long size() {
            return before + end.length;
        }

        @Override
        public byte[] read(long offset, int length) {
            int from = (int) (offset - before);
            byte[] part = new byte[length];
            System.arraycopy(end, Math.max(0, from), part, Math.max(0, -from), length - Math.max(0, -from));
            return part;
        }
    }
}
