package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Parts of the directory, and files found without it. */
class ZipListingTest {

    private static final int ENTRY = ZipFormat.CENTRAL_SIZE + 1;
    private static final byte[] ZIP = new TestZip()
            .add("a", new byte[900])
            .add("b", new byte[900])
            .add("c", new byte[900])
            .bytes();

    @Test
    void readsTheLastCompleteEntries() throws IOException {
        int end = ZipFormat.END_SIZE;

        assertThat(last(end + ENTRY - 1, 1000)).isEmpty();
        assertThat(names(end + ENTRY, 1000)).containsExactly("c");
        assertThat(names(end + 2 * ENTRY - 1, 1000)).containsExactly("c");
        assertThat(names(end + 2 * ENTRY, 1000)).containsExactly("b", "c");
        assertThat(names(end + 3 * ENTRY - 1, 1000)).containsExactly("b", "c");
        // all of the directory: the caller reads it with all checks
        assertThat(last(end + 3 * ENTRY, 1000)).isEmpty();
        assertThat(last(ZIP.length, 1000)).isEmpty();
        assertThat(last(end, 1000)).isEmpty();
    }

    @Test
    void readsAtMostTheRequestedLength() throws IOException {
        int tail = ZipFormat.END_SIZE + 3 * ENTRY + 5;

        assertThat(names(tail, ENTRY)).containsExactly("c");
        assertThat(names(tail, 2 * ENTRY + 1)).containsExactly("b", "c");
        assertThat(last(tail, ENTRY - 1)).isEmpty();
        assertThat(last(tail, 3 * ENTRY)).isEmpty();
        assertThat(ZipListing.readLast(ByteRanges.of(ZIP), "x.zip", ENTRY)).isEmpty();
    }

    @Test
    void readsContentOfTheLastEntries() throws IOException {
        ZipListing listing = last(ZipFormat.END_SIZE + ENTRY, 1000).orElseThrow();

        assertThat(listing.content(listing.members().get("c"), 900)).isEqualTo(new byte[900]);
    }

    /** Reading all of the directory reports the fault. */
    @Test
    void readsNoEntryOfAFileBehindTheDirectory() throws IOException {
        byte[] zip = new TestZip()
                .add("a", new byte[9])
                .add("b", new byte[9], entry -> entry.shift = 1000)
                .bytes();

        assertThat(ZipListing.readLast(tail(zip, ZipFormat.END_SIZE + ENTRY), "x.zip", 1000))
                .isEmpty();
    }

    /** An entry may have an extra field and a name that contains the signature. */
    @Test
    void skipsTheSignatureInsideOfAnEntry() throws IOException {
        byte[] zip = new TestZip()
                .add("a", new byte[9])
                .add("PK\u0001\u0002" + "x".repeat(50), new byte[9], entry -> {
                    entry.name = Arrays.copyOf(entry.name, 54);
                    entry.centralExtra =
                            TestZip.extra(9, "PK\u0001\u0002".repeat(20).getBytes());
                })
                .add("c", new byte[9], entry -> entry.centralExtra = TestZip.extra(9, new byte[300]))
                .bytes();

        for (int more = 0; more < 100; more++) {
            assertThat(ZipListing.readLast(tail(zip, ZipFormat.END_SIZE + ENTRY + 304 + more), "x.zip", 1000)
                            .orElseThrow()
                            .members())
                    .as("%d bytes before", more)
                    .containsOnlyKeys("c");
        }
    }

    @Test
    void findsAFileWithoutTheDirectory() throws IOException {
        byte[] part = Arrays.copyOfRange(ZIP, 5, 200);

        ZipListing listing = ZipListing.find(part, "b", "x.zip").orElseThrow();

        assertThat(listing.members()).containsOnlyKeys("b");
        assertThat(listing.content(listing.members().get("b"), 900)).isEqualTo(new byte[900]);
        assertThat(ZipListing.find(part, "a", "x.zip")).isEmpty();
        assertThat(ZipListing.find(part, "x", "x.zip")).isEmpty();
        assertThat(ZipListing.find(new byte[0], "a", "x.zip")).isEmpty();
    }

    @Test
    void findsOnlyPlainFilesThatAreComplete() throws IOException {
        byte[] one = Arrays.copyOf(
                ZIP,
                31
                        + (int) ZipListing.read(ByteRanges.of(ZIP), "x.zip")
                                .members()
                                .get("a")
                                .deflatedSize());

        assertThat(ZipListing.find(one, "a", "x.zip")).isPresent();
        assertThat(ZipListing.find(Arrays.copyOf(one, one.length - 1), "a", "x.zip"))
                .isEmpty();
        assertThat(find(entry -> entry.stored(new byte[9]))).isPresent();
        assertThat(find(entry -> entry.localExtra = TestZip.extra(9, new byte[70]))
                        .orElseThrow()
                        .members())
                .containsOnlyKeys("a");
        assertThat(find(entry -> entry.descriptor = true)).isEmpty();
        assertThat(find(entry -> entry.flags = 1)).isEmpty();
        assertThat(find(entry -> entry.method = 14)).isEmpty();
        assertThat(find(entry -> entry.zip64 = true)).isEmpty();
    }

    private static Optional<ZipListing> find(Consumer<TestZip.Entry> change) {
        return ZipListing.find(new TestZip().add("a", new byte[9], change).bytes(), "a", "x.zip");
    }

    private static Set<String> names(int tail, int length) throws IOException {
        return last(tail, length).orElseThrow().members().keySet();
    }

    private static Optional<ZipListing> last(int tail, int length) throws IOException {
        return ZipListing.readLast(tail(ZIP, tail), "x.zip", length);
    }

    private static ByteRanges tail(byte[] zip, int length) {
        return ByteRanges.withTail(ByteRanges.of(zip), Arrays.copyOfRange(zip, zip.length - length, zip.length));
    }
}
