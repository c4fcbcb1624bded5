package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WheelMetadataTest {

    private static final String DEMO = "demo-1.0-py3-none-any.whl";
    private static final byte[] METADATA =
            "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsMetadataOfTheTailWithoutAnotherRequest() throws IOException {
        CountedRanges remote =
                new CountedRanges(wheel(noise(200_000), zip -> zip.add("demo-1.0.dist-info/METADATA", METADATA)));

        byte[] metadata =
                WheelMetadata.read(TestRanges.withTail(remote, 8192), DEMO).bytes();

        assertThat(metadata).isEqualTo(METADATA);
        assertThat(remote.asked).containsExactly((remote.size() - 8192) + "+8192");
    }

    @Test
    void readsMetadataAtTheFrontWithOneMoreRange() throws IOException {
        byte[] wheel = new TestZip()
                .add("demo-1.0.dist-info/METADATA", METADATA)
                .add("demo/data.bin", noise(200_000))
                .bytes();
        CountedRanges remote = new CountedRanges(wheel);

        byte[] metadata =
                WheelMetadata.read(TestRanges.withTail(remote, 8192), DEMO).bytes();

        assertThat(metadata).isEqualTo(METADATA);
        assertThat(remote.asked).hasSize(2);
    }

    @Test
    void readsALongDirectoryWithoutTheTail() throws IOException {
        byte[] wheel = wheel(noise(100), zip -> {
            for (int i = 0; i < 500; i++) {
                zip.add("demo/module_" + i + ".py", new byte[] {'1'});
            }
            zip.add("demo-1.0.dist-info/METADATA", METADATA);
            for (int i = 0; i < 20; i++) {
                zip.add("demo/late_module_" + i + ".py", new byte[] {'1'});
            }
        });
        CountedRanges remote = new CountedRanges(wheel);

        byte[] metadata =
                WheelMetadata.read(TestRanges.withTail(remote, 1000), DEMO).bytes();

        assertThat(metadata).isEqualTo(METADATA);
        assertThat(remote.asked).hasSize(3);
        assertThat(remote.bytes).isLessThan(wheel.length);
    }

    @Test
    void readsOnlyTheLastEntriesOfALongDirectory() throws IOException {
        byte[] wheel = wheel(noise(50_000), zip -> {
            for (int i = 0; i < 500; i++) {
                zip.add("demo/module_" + i + ".py", new byte[] {'1'});
            }
            zip.add("demo-1.0.dist-info/METADATA", METADATA);
            zip.add("demo-1.0.dist-info/WHEEL", noise(10));
            zip.add("demo-1.0.dist-info/RECORD", noise(40_000));
        });
        CountedRanges remote = new CountedRanges(wheel);

        WheelMetadata found = WheelMetadata.read(TestRanges.withTail(remote, 1000), DEMO);

        assertThat(found.bytes()).isEqualTo(METADATA);
        assertThat(remote.asked).hasSize(2);
        assertThat(remote.bytes).isLessThan(2500);
        assertThat(found.entryFromEnd()).isBetween(250L, 1000L);
        assertThat(found.fromEnd()).isGreaterThan(40_000);
    }

    @Test
    void skipsAnIncompleteFirstEntryOfTheTail() throws IOException {
        byte[] wheel = wheel(noise(100), zip -> {
            zip.add(
                    "demo/module.py",
                    noise(5000),
                    entry -> entry.centralExtra =
                            TestZip.extra(0x9999, Arrays.copyOf(new byte[] {'P', 'K', 1, 2, 20}, 64)));
            zip.add("demo-1.0.dist-info/METADATA", METADATA);
        });
        for (int tail = 200; tail < 330; tail++) {
            WheelMetadata found = WheelMetadata.read(TestRanges.withTail(new CountedRanges(wheel), tail), DEMO);
            assertThat(found.bytes()).as("tail of %d", tail).isEqualTo(METADATA);
        }
    }

    @Test
    void findsMetadataInAPartOfAWheel() throws IOException {
        byte[] wheel = wheel(noise(3000), zip -> {
            zip.add("demo-1.0.dist-info/METADATA", METADATA);
            zip.add("demo-1.0.dist-info/RECORD", noise(3000));
        });
        byte[] part = Arrays.copyOfRange(wheel, 2000, 5000);

        WheelMetadata found =
                WheelMetadata.search(part, wheel.length - 5000, DEMO).orElseThrow();

        WheelMetadata complete = WheelMetadata.read(ByteRanges.of(wheel), DEMO);
        assertThat(found.bytes()).isEqualTo(METADATA);
        assertThat(found.fromEnd()).isEqualTo(complete.fromEnd());
        assertThat(found.length()).isEqualTo(complete.length());
    }

    @Test
    void ignoresAPartWithoutExactlyOneCompleteMetadata() throws IOException {
        byte[] single = wheel(noise(10), zip -> zip.add("demo-1.0.dist-info/METADATA", METADATA));
        byte[] twice = wheel(
                noise(10),
                zip -> zip.add("demo-1.0.dist-info/METADATA", METADATA).add("demo-0.9.dist-info/METADATA", METADATA));
        byte[] other = wheel(noise(10), zip -> zip.add("other-1.0.dist-info/METADATA", METADATA));

        assertThat(WheelMetadata.search(single, 0, DEMO)).isPresent();
        assertThat(WheelMetadata.search(Arrays.copyOf(single, 120), 0, DEMO)).isEmpty();
        assertThat(WheelMetadata.search(twice, 0, DEMO)).isEmpty();
        assertThat(WheelMetadata.search(other, 0, DEMO)).isEmpty();
        assertThat(WheelMetadata.search(noise(5000), 0, DEMO)).isEmpty();
        for (int at = 60; at < 160; at++) {
            byte[] flipped = single.clone();
            flipped[at] ^= 1;
            Optional<WheelMetadata> found = WheelMetadata.search(flipped, 0, DEMO);
            assertThat(found.map(WheelMetadata::bytes).filter(bytes -> !Arrays.equals(bytes, METADATA)))
                    .isEmpty();
        }
    }

    @Test
    void readsMetadataAfterALongLocalHeader() throws IOException {
        byte[] wheel = wheel(
                noise(10),
                zip -> zip.add(
                        "demo-1.0.dist-info/METADATA",
                        METADATA,
                        entry -> entry.localExtra = TestZip.extra(0x9999, new byte[2000])));

        assertThat(WheelMetadata.read(ByteRanges.of(wheel), DEMO).bytes()).isEqualTo(METADATA);
    }

    private static byte[] wheel(byte[] data, Consumer<TestZip> more) {
        TestZip zip = new TestZip().add("demo/data.bin", data);
        more.accept(zip);
        return zip.bytes();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** Ranges that record their requests. */
    private static final class CountedRanges implements ByteRanges {
        private final ByteRanges source;
        private final List<String> asked = new ArrayList<>();
        private long bytes;

        private CountedRanges(byte[] content) {
            source = ByteRanges.of(content);
        }

        @Override
        public long size() throws IOException {
            return source.size();
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            asked.add(offset + "+" + length);
            bytes += length;
            return source.read(offset, length);
        }
    }
}
