package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.testing.TestZip;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of files in zips: as a stream of a file on disk, and as bytes of ranges. */
class ZipContentTest {

    private static final byte[] NOISE = noise(100_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void streamsContent(boolean stored) throws IOException {
        ByteSource source = source(NOISE, stored ? entry -> entry.stored(NOISE) : entry -> {});

        assertThat(source.size()).isEqualTo(NOISE.length);
        assertThat(source.bytes()).isEqualTo(NOISE);
        assertThat(source.deflated().isPresent()).isNotEqualTo(stored);
        assertThat(source).hasToString(folder.resolve("x.zip") + "!a");
        try (InputStream in = source.open()) {
            assertThat(in.read(new byte[0])).isZero();
            assertThat(in.read()).isEqualTo(NOISE[0] & 0xFF);
            byte[] part = new byte[10];
            assertThat(in.read(part, 3, 4)).isEqualTo(4);
            assertThat(part)
                    .startsWith(0, 0, 0, NOISE[1], NOISE[2], NOISE[3], NOISE[4])
                    .endsWith(0, 0, 0);
            in.skipNBytes(NOISE.length - 5);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[1])).isEqualTo(-1);
        }
    }

    @Test
    void streamsBytesAbove127AndEmptyContent() throws IOException {
        try (InputStream in = source(new byte[] {(byte) 0xFE}, entry -> {}).open()) {
            assertThat(in.read()).isEqualTo(0xFE);
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(source(new byte[0], entry -> {}).bytes()).isEmpty();
        assertThat(source(new byte[0], entry -> entry.stored(new byte[0])).bytes())
                .isEmpty();
    }

    /** A caller that has the size reads no further, so the last byte must not arrive unchecked. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void checksTheSumWithTheLastByte(boolean stored) throws IOException {
        ByteSource source = source(new byte[9], entry -> {
            if (stored) {
                entry.stored(new byte[9]);
            }
            entry.crc++;
        });

        try (InputStream in = source.open()) {
            in.skipNBytes(8);
            assertThatThrownBy(in::read)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("Cannot read `x.zip`: the content of `a` is damaged");
        }
    }

    @Test
    void refusesContentOfAnotherSize() throws IOException {
        byte[] nine = new byte[9];
        assertDamaged(source(nine, entry -> entry.size = 8));
        assertDamaged(source(nine, entry -> entry.size = 10));
        assertDamaged(source(nine, entry -> entry.raw = Arrays.copyOf(entry.raw, entry.raw.length + 1)));
        assertDamaged(source(nine, entry -> entry.raw = Arrays.copyOf(entry.raw, entry.raw.length - 1)));
        assertDamaged(source(nine, entry -> entry.raw[0] = 7));
        assertDamaged(source(NOISE, entry -> entry.raw = Arrays.copyOf(entry.raw, 50_000)));
    }

    @Test
    void refusesAZipThatBecameShorter() throws IOException {
        ByteSource stored = source(NOISE, entry -> entry.stored(NOISE));
        ByteSource deflated = source("other.zip", NOISE, entry -> {});
        for (String name : new String[] {"x.zip", "other.zip"}) {
            try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE)) {
                file.truncate(60_000);
            }
        }

        assertDamaged(stored);
        assertDamaged(deflated);
    }

    @Test
    void listsContent() throws IOException {
        ZipListing listing = listing(NOISE, entry -> {});
        ZipMember member = listing.members().get("a");

        assertThat(listing.content(member, NOISE.length + 100)).isEqualTo(NOISE);
        assertThatThrownBy(() -> listing.content(member, NOISE.length - 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Refused `x.zip`: `a` has 100000 bytes, more than 99999");
        assertThat(content(listing(new byte[9], entry -> entry.stored(new byte[9]))))
                .isEqualTo(new byte[9]);
        assertThat(content(listing(new byte[0], entry -> {}))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 257, 5000})
    void readsContentAfterAnyExtraField(int length) throws IOException {
        ZipListing listing = listing(NOISE, entry -> entry.localExtra = TestZip.extra(0x9999, new byte[length]));

        assertThat(content(listing)).isEqualTo(NOISE);
    }

    @Test
    void refusesDamagedContentOfRanges() throws IOException {
        byte[] nine = new byte[9];
        assertDamaged(listing(nine, entry -> entry.crc++));
        assertDamaged(listing(nine, entry -> entry.size = 8));
        assertDamaged(listing(nine, entry -> entry.size = 10));
        assertDamaged(listing(nine, entry -> entry.raw = Arrays.copyOf(entry.raw, entry.raw.length - 1)));
        assertDamaged(listing(nine, entry -> entry.raw[0] = 7));
        assertDamaged(listing(new byte[0], entry -> entry.raw = new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 14, 18, 22, 26, 30})
    void comparesTheLocalHeaderWithTheDirectory(int field) throws IOException {
        byte[] zip = new TestZip().add("a", new byte[9]).bytes();
        zip[field] ^= 4;
        ZipListing listing = ZipListing.read(ByteRanges.of(zip), "x.zip");

        assertThatThrownBy(() -> content(listing)).hasMessageContaining("the header of `a` differs from the directory");
    }

    @Test
    void acceptsSizesBehindTheContentOrInZip64Fields() throws IOException {
        assertThat(content(listing(NOISE, entry -> entry.descriptor = true))).isEqualTo(NOISE);
        assertThat(content(listing(NOISE, entry -> entry.zip64 = true))).isEqualTo(NOISE);
        assertThat(source(NOISE, entry -> entry.zip64 = true).bytes()).isEqualTo(NOISE);
    }

    @Test
    void readsFilesAndMemoryAlike() throws IOException {
        Path file = Files.write(folder.resolve("ten"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        try (FileChannel channel = FileChannel.open(file)) {
            ByteRanges ranges = ByteRanges.of(channel);

            assertThat(ranges.size()).isEqualTo(10);
            assertThat(ranges.localFrom()).isZero();
            assertThat(ranges.read(3, 2)).containsExactly(3, 4);
            assertThatThrownBy(() -> ranges.read(8, 4))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the file ended 2 bytes early");
        }
    }

    @Test
    void readsATailFromMemory() throws IOException {
        byte[] ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        ByteRanges ranges = ByteRanges.withTail(ByteRanges.of(ten), new byte[] {17, 18, 19});

        assertThat(ranges.size()).isEqualTo(10);
        assertThat(ranges.localFrom()).isEqualTo(7);
        assertThat(ranges.read(7, 2)).containsExactly(17, 18);
        assertThat(ranges.read(8, 2)).containsExactly(18, 19);
        assertThat(ranges.read(5, 2)).containsExactly(5, 6);
        assertThat(ranges.read(5, 4)).containsExactly(5, 6, 17, 18);
    }

    private static ZipListing listing(byte[] content, Consumer<TestZip.Entry> change) throws IOException {
        return ZipListing.read(
                ByteRanges.of(new TestZip().add("a", content, change).bytes()), "x.zip");
    }

    private static byte[] content(ZipListing listing) throws IOException {
        return listing.content(listing.members().get("a"), 200_000);
    }

    private static void assertDamaged(ZipListing listing) {
        assertThatThrownBy(() -> content(listing))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the content of `a` is damaged");
    }

    private static void assertDamaged(ByteSource source) {
        assertThatThrownBy(source::bytes)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the content of `a` is damaged");
    }

    private ByteSource source(byte[] content, Consumer<TestZip.Entry> change) throws IOException {
        return source("x.zip", content, change);
    }

    private ByteSource source(String name, byte[] content, Consumer<TestZip.Entry> change) throws IOException {
        Path file = Files.write(
                folder.resolve(name), new TestZip().add("a", content, change).bytes());
        return ZipFileTree.read(file, ZipLimits.DEFAULT)
                .files()
                .get("a")
                .orElseThrow()
                .content();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
