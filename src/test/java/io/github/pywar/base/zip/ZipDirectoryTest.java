package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of the directory, their extra fields and their limits. */
class ZipDirectoryTest {

    private static final ZipLimits LIMITS = new ZipLimits(3, 1 << 16, 1000, 10);

    @Test
    void readsAllFieldsOfAnEntry() throws IOException {
        byte[] zip = new TestZip()
                .add("first", new byte[20])
                .add("bin/run", "x".getBytes(), entry -> {
                    entry.stored("x".getBytes());
                    entry.mode = 0100755;
                    entry.centralExtra = TestZip.extra(0x9999, new byte[3]);
                })
                .add("é/", new byte[0], entry -> entry.stored(new byte[0]))
                .bytes();

        ZipDirectory directory = read(zip);

        assertThat(directory.members()).containsOnlyKeys("first", "bin/run");
        ZipMember first = directory.members().get("first");
        ZipMember run = directory.members().get("bin/run");
        assertThat(first.isDeflated()).isTrue();
        assertThat(first.header()).isZero();
        assertThat(first.size()).isEqualTo(20);
        assertThat(first.isExecutable()).isFalse();
        assertThat(run).isEqualTo(new ZipMember("bin/run", false, crc("x"), 1, 1, first.end() + 5, 0100755));
        assertThat(run.isExecutable()).isTrue();
        assertThatThrownBy(() -> directory.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0100644, false, false, false",
        "0100100, true, false, false",
        "0100001, true, false, false",
        "0000755, false, false, false",
        "0120777, false, true, true",
        "0040755, false, false, true",
        "0020600, false, false, true",
    })
    void interpretsTheMode(String mode, boolean executable, boolean link, boolean special) {
        ZipMember member = new ZipMember("a", false, 0, 0, 0, 0, Integer.parseInt(mode, 8));

        assertThat(member.isExecutable()).isEqualTo(executable);
        assertThat(member.isLink()).isEqualTo(link);
        assertThat(member.isSpecial()).isEqualTo(special);
    }

    @Test
    void acceptsTheModeOfAFolderOnlyForAFolder() {
        assertThat(new ZipMember("a/", false, 0, 0, 0, 0, 0040755).isSpecial()).isFalse();
        assertThat(new ZipMember("a/", false, 0, 0, 0, 0, 0020755).isSpecial()).isTrue();
    }

    @Test
    void comparesPlacesWithoutOverflow() {
        assertThat(new ZipMember("a", false, 0, 70, 70, 0, 0).isWithin(100)).isTrue();
        assertThat(new ZipMember("a", false, 0, 71, 71, 0, 0).isWithin(100)).isFalse();
        assertThat(new ZipMember("a", false, 0, 0, 0, Long.MAX_VALUE, 0).isWithin(100))
                .isFalse();
        assertThat(new ZipMember("a", false, 0, Long.MAX_VALUE, 0, 0, 0).isWithin(100))
                .isFalse();
    }

    @Test
    void acceptsExactlyTheLimits() throws IOException {
        TestZip zip = new TestZip();
        for (String name : new String[] {"a", "b", "c"}) {
            zip.add(name, new byte[1], entry -> entry.stored(new byte[1]));
        }
        byte[] bytes = zip.bytes();
        int directory = 3 * (ZipFormat.CENTRAL_SIZE + 1);

        assertThat(read(bytes, new ZipLimits(3, directory, 3, 1)).members()).hasSize(3);
        assertRefused(bytes, new ZipLimits(2, directory, 3, 1), "it has more than 2 entries");
        assertRefused(bytes, new ZipLimits(3, directory - 1, 3, 1), "its directory has 141 bytes, more than 140");
        assertRefused(bytes, new ZipLimits(3, directory, 2, 1), "its files inflate to more than 2 bytes");
    }

    @Test
    void detectsBombs() {
        long large = 256L << 20;

        assertThat(LIMITS.isTooDense(large - 1, 1)).isFalse();
        assertThat(LIMITS.isTooDense(large, large / 10)).isFalse();
        assertThat(LIMITS.isTooDense(large, large / 11)).isTrue();
        assertThat(LIMITS.isTooDense(large, 0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1, `a` is encrypted",
        "9, 32, `a` is encrypted",
        "10, 9, `a` uses compression method 9; only stored and deflated files are supported",
        "34, 1, it is one part of a zip in several parts",
        "24, 5, the sizes of `a` disagree",
        "0, 1, its directory is damaged",
        "28, 2, its directory is damaged",
        "30, 1, its directory is damaged",
        "32, 1, its directory is damaged",
    })
    void refusesAFieldOfAnEntry(int field, int value, String message) {
        byte[] zip = stored("a", entry -> {});
        zip[zip.length - ZipFormat.END_SIZE - ZipFormat.CENTRAL_SIZE - 1 + field] = (byte) value;

        assertRefused(zip, LIMITS, message);
    }

    @ParameterizedTest
    @CsvSource({"31, true", "32, false", "126, false", "127, true"})
    void refusesControlCharacters(int code, boolean refused) throws IOException {
        byte[] zip = stored("a" + (char) code, entry -> {});

        if (refused) {
            assertRefused(zip, LIMITS, "a file name in it has a control character");
        } else {
            assertThat(read(zip).members()).containsKey("a" + (char) code);
        }
    }

    @Test
    void readsNamesInUtf8() throws IOException {
        assertThat(read(stored("é\u20ac", entry -> {})).members()).containsOnlyKeys("é\u20ac");
        assertRefused(
                stored("a", entry -> entry.name = new byte[] {'d', (byte) 0xE9}),
                LIMITS,
                "the file name `dé` in it is not UTF-8");
    }

    @Test
    void limitsTheLengthOfANameInBytes() throws IOException {
        assertThat(read(stored("n".repeat(3072), entry -> {})).members()).hasSize(1);
        assertRefused(stored("n".repeat(3073), entry -> {}), LIMITS, "a path in it has 3073 bytes, more than 3072");
    }

    @Test
    void refusesAFileThatOverlapsTheNextOrTheDirectory() {
        byte[] next = new TestZip()
                .add("a", new byte[1], entry -> entry.stored(new byte[1]))
                .add("b", new byte[1], entry -> {
                    entry.stored(new byte[1]);
                    entry.shift = -2;
                })
                .bytes();

        assertRefused(next, LIMITS, "`a` and `b` overlap");
        assertRefused(stored("a", entry -> entry.shift = 2), LIMITS, "`a` extends into the directory");
    }

    @Test
    void countsTheEntriesModulo65536WithoutZip64() {
        assertRefused(
                new TestZip().add("a", new byte[0]).claimMore(-1).bytes(),
                LIMITS,
                "its directory has 1 entries, not 0");
    }

    @Test
    void countsAllEntriesWithZip64() throws IOException {
        assertThat(read(new TestZip().add("a", new byte[0]).zip64End().bytes()).members())
                .containsOnlyKeys("a");
        assertRefused(
                new TestZip().add("a", new byte[0]).zip64End().claimMore(1).bytes(),
                LIMITS,
                "its directory has 1 entries, not 2");
    }

    /** The order of the directory need not be that of the files. */
    @Test
    void readsADirectoryInAnotherOrder() throws IOException {
        int length = ZipFormat.LOCAL_SIZE + 1 + TestZip.deflate(new byte[1]).length;
        byte[] zip = new TestZip()
                .add("a", new byte[1], entry -> entry.shift = length)
                .add("b", new byte[1], entry -> entry.shift = -length)
                .bytes();

        assertThat(read(zip).members()).containsOnlyKeys("a", "b");
    }

    @Test
    void widensOnlyNumbersThatDoNotFit() {
        byte[] field = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(5)
                .putLong(6)
                .array();
        long[] values = {ZipFormat.WIDE, 3, ZipFormat.WIDE};
        long[] three = {ZipFormat.WIDE, ZipFormat.WIDE, ZipFormat.WIDE};

        assertThat(extra(TestZip.extra(9, new byte[2]), TestZip.extra(1, field)).widen(values))
                .isTrue();
        assertThat(values).containsExactly(5, 3, 6);
        assertThat(extra(TestZip.extra(1, field)).widen(three)).isFalse();
        assertThat(extra().widen(new long[] {ZipFormat.WIDE - 1})).isTrue();
        assertThat(extra().widen(new long[] {ZipFormat.WIDE})).isFalse();
        assertThat(extra(new byte[] {1, 0, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8}).widen(new long[] {ZipFormat.WIDE}))
                .isFalse();
    }

    @Test
    void detectsASecondName() {
        byte[] name = "a".getBytes();

        assertThat(extra(unicodePath("a", "b")).renames(name)).isTrue();
        assertThat(extra(unicodePath("a", "")).renames(name)).isTrue();
        assertThat(extra(unicodePath("a", "a")).renames(name)).isFalse();
        // the field is of an older name, so readers ignore it
        assertThat(extra(unicodePath("c", "b")).renames(name)).isFalse();
        assertThat(extra(TestZip.extra(0x7075, new byte[4])).renames(name)).isFalse();
        assertThat(extra().renames(name)).isFalse();
    }

    private static byte[] unicodePath(String of, String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        return TestZip.extra(
                0x7075,
                ZipFormat.littleEndian(5 + text.length)
                        .put((byte) 1)
                        .putInt((int) crc(of))
                        .put(text)
                        .array());
    }

    private static ZipExtra extra(byte[]... fields) {
        ByteBuffer bytes = ZipFormat.littleEndian(100);
        for (byte[] field : fields) {
            bytes.put(field);
        }
        return new ZipExtra(bytes.slice(0, bytes.position()).order(bytes.order()));
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static byte[] stored(String path, Consumer<TestZip.Entry> change) {
        return new TestZip()
                .add(path, new byte[2], entry -> {
                    entry.stored(new byte[2]);
                    change.accept(entry);
                })
                .bytes();
    }

    private static ZipDirectory read(byte[] zip) throws IOException {
        return read(zip, LIMITS);
    }

    private static ZipDirectory read(byte[] zip, ZipLimits limits) throws IOException {
        return ZipDirectory.read(ByteRanges.of(zip), limits, "x.zip");
    }

    private static void assertRefused(byte[] zip, ZipLimits limits, String message) {
        assertThatThrownBy(() -> read(zip, limits))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }
}
