package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.testing.Effort;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declared numbers of a zip are checked before it is read; reading takes time and memory in proportion to its size. */
class ZipBudgetTest extends WheelFixture {

    private static final int ENTRY = 47;

    @ParameterizedTest
    @CsvSource({
        "1536, a path in it has 3073 bytes, more than 3072",
        "20000, a path in it has 40001 bytes, more than 3072"
    })
    void refusesALongPath(int segments, String message) throws Exception {
        TestWheel wheel = demo().file("x/".repeat(segments) + "y", "1");

        assertThat(refusal(wheel.write(folder)).what()).endsWith(message + ", more than 3072");
    }

    @Test
    void readsTheLongestPath() throws IOException {
        String path = "x/".repeat(1535) + "yz";

        assertThat(open(demo().file(path, "1")).files().entries()).containsKey(path);
    }

    /** 30 MB of directory: each path begins differently, so no folder occurs twice. */
    @Test
    void readsManyDeepPathsInLinearTime() throws Exception {
        TestZip zip = new TestZip();
        for (int i = 0; i < 10_000; i++) {
            zip.add(i + "/x".repeat(1500), new byte[0]);
        }
        Path file = Files.write(folder.resolve("demo-1.0-py3-none-any.whl"), zip.bytes());

        UserException error = refusal(file);

        assertThat(error.what()).contains("no .dist-info folder");
    }

    /** These directories do not exist: the file is a hole with an end record. */
    @Test
    void refusesALargeDirectoryBeforeReadingIt() throws Exception {
        long size = 33L << 20;

        assertThat(refusal(hole(size, size, 3)).what())
                .isEqualTo("Refused `demo-1.0-py3-none-any.whl`: its directory has 34603008 bytes, more than 33554432");
    }

    @Test
    void refusesTooManyEntriesBeforeReadingThem() throws Exception {
        ZipLimits few = new ZipLimits(1000, 64 << 20, 1 << 20, 400);
        Path file = hole(1 << 20, 1 << 20, 1001);

        UserException error = catchThrowableOfType(UserException.class, () -> Wheel.open(file, few));

        assertThat(error.what()).isEqualTo("Refused `demo-1.0-py3-none-any.whl`: it has more than 1000 entries");
    }

    /** The end record has 16 bits for the count, so a higher number is detected only while the entries are read. */
    @Test
    void stopsAtTheLimitIfTheDirectoryDeclaresFewerEntries() throws Exception {
        int entries = 32 * (1 << 20) / ENTRY;
        ByteBuffer zip = ByteBuffer.allocate(entries * ENTRY + 22).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries; i++) {
            zip.position(i * ENTRY).putInt(0x02014b50);
            zip.putShort(i * ENTRY + 28, (short) 1).put(i * ENTRY + 46, (byte) 'a');
        }
        end(zip.position(entries * ENTRY), entries, (long) entries * ENTRY, 0);
        Path file = Files.write(folder.resolve("demo-1.0-py3-none-any.whl"), zip.array());

        assertThat(refusal(file).what())
                .isEqualTo("Refused `demo-1.0-py3-none-any.whl`: it has more than 250000 entries");
    }

    @Test
    void countsBytesAfterTheEnd() throws IOException {
        byte[] sound = demo().bytes();
        byte[] longer = Arrays.copyOf(sound, sound.length + 7);

        Wheel wheel = Wheel.open(Files.write(folder.resolve("demo-1.0-py3-none-any.whl"), longer));

        wheel.verify();
        assertThat(wheel.trailing()).isEqualTo(7);
        assertThat(open(demo().zip(zip -> zip.comment("made by hand"))).trailing())
                .isZero();
        assertThat(open(demo()).trailing()).isZero();
        assertThat(WheelMetadata.read(ByteRanges.of(longer), "demo-1.0-py3-none-any.whl")
                        .bytes())
                .isEqualTo(demo().metadataText().getBytes());
    }

    @Test
    void refusesBytesAfterTheEndThatContainAnotherEnd() throws Exception {
        byte[] other = demo().file("evil.py", "x").bytes();
        byte[] two = concat(demo().bytes(), other);
        byte[] inComment =
                demo().zip(zip -> zip.comment("PK\5\6" + "\0".repeat(30))).bytes();
        byte[] behind = concat(demo().bytes(), "PK\5\6".concat("\0".repeat(40)).getBytes());

        assertThat(refusal(two).what()).contains("its directory is not at the offset that its end record declares");
        assertThat(refusal(inComment).what()).contains("it has two end records, and readers use different ones");
        assertThat(refusal(behind).what()).contains("it has two end records");
    }

    @Test
    void refusesACommentBeyondTheEndOfTheFile() throws Exception {
        byte[] cut = demo().zip(zip -> zip.comment("a long comment")).bytes();

        assertThat(refusal(Arrays.copyOf(cut, cut.length - 1)).what()).contains("it is not a zip file, or truncated");
    }

    private UserException refusal(byte[] zip) throws Exception {
        return refusal(Files.write(folder.resolve("demo-1.0-py3-none-any.whl"), zip));
    }

    private static UserException refusal(Path file) throws Exception {
        UserException[] error = {null};
        Effort.assertBounded(
                file::toString, () -> error[0] = catchThrowableOfType(UserException.class, () -> Wheel.open(file)));
        return error[0];
    }

    private Path hole(long directory, long length, int entries) throws IOException {
        Path file = folder.resolve("demo-1.0-py3-none-any.whl");
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end(end, entries, directory, length - directory);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(end.flip(), length);
        }
        return file;
    }

    private static void end(ByteBuffer out, int entries, long directory, long offset) {
        out.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
        out.putInt((int) directory).putInt((int) offset).putShort((short) 0);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
