package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CacheFormatTest {

    private static final CacheFormat FORMAT = new CacheFormat(7);
    private static final byte[] ENTRY =
            FORMAT.write(new CacheWriter().text("demo").integer(1));

    private static Optional<String> text(byte[] entry) {
        return FORMAT.read(entry, CacheReader::text);
    }

    @Test
    void readsEveryKindOfPart() {
        Map<String, String> map = Map.of("a", "1", "b", "2");
        byte[] entry = FORMAT.write(new CacheWriter()
                .flag(true)
                .octet(5)
                .integer(-2)
                .longInteger(1L << 40)
                .text("n\u00efve")
                .text(null)
                .texts(List.of("x", ""))
                .map(map)
                .map(null)
                .rest(new byte[] {1, 2}));

        Optional<List<Object>> parts = FORMAT.read(
                entry,
                in -> Arrays.asList(
                        in.flag(),
                        in.octet(),
                        in.integer(),
                        in.longInteger(),
                        in.text(),
                        in.text(),
                        in.texts(),
                        in.map(),
                        in.map(),
                        in.rest().length));

        assertThat(parts)
                .contains(Arrays.asList(true, 5, -2, 1L << 40, "n\u00efve", null, List.of("x", ""), map, null, 2));
    }

    @Test
    void skipsEntryWithAnyChangedByte() {
        assertThat(text(ENTRY)).contains("demo");
        assertThat(IntStream.range(0, ENTRY.length)).allSatisfy(at -> {
            byte[] changed = ENTRY.clone();
            changed[at] ^= 1;
            assertThat(text(changed)).isEmpty();
        });
    }

    @Test
    void skipsEntryOfAnyOtherLength() {
        assertThat(IntStream.range(0, ENTRY.length))
                .allSatisfy(
                        length -> assertThat(text(Arrays.copyOf(ENTRY, length))).isEmpty());
        assertThat(text(Arrays.copyOf(ENTRY, ENTRY.length + 1))).isEmpty();
    }

    @Test
    void skipsEntryOfAnotherVersion() {
        assertThat(new CacheFormat(8).read(ENTRY, CacheReader::text)).isEmpty();
        assertThat(new CacheFormat(8).readStart(ByteBuffer.wrap(ENTRY))).isEmpty();
    }

    @Test
    void skipsEntryOfAnotherKey() {
        byte[] entry = FORMAT.of("demo").write(new CacheWriter().text("demo"));

        assertThat(FORMAT.of("demo").read(entry, CacheReader::text)).contains("demo");
        assertThat(FORMAT.of("other").read(entry, CacheReader::text)).isEmpty();
        assertThat(text(entry)).isEmpty();
    }

    @Test
    void skipsEntryWithFewerPartsThanTheParserReads() {
        byte[] empty = FORMAT.write(new CacheWriter());

        assertThat(FORMAT.read(empty, CacheReader::text)).isEmpty();
        assertThat(FORMAT.read(FORMAT.write(new CacheWriter().integer(1 << 30)), CacheReader::text))
                .isEmpty();
    }

    @Test
    void readsFirstPartsWithoutTheRest() {
        ByteBuffer start = ByteBuffer.wrap(ENTRY, 0, ENTRY.length - 2);

        assertThat(FORMAT.readStart(start).orElseThrow().text()).isEqualTo("demo");
    }
}
