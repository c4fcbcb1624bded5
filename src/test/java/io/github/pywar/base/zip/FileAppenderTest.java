package io.github.pywar.base.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing of pieces of any size, also of content that changes meanwhile. */
class FileAppenderTest {

    private static final int BUFFER = 1 << 20;
    private static final byte[] NOISE = noise(3 * BUFFER);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 10, BUFFER - 9, BUFFER, BUFFER + 1, 2 * BUFFER + 5})
    void appendsPiecesInTheirOrder(int length) throws IOException {
        Path source = Files.write(folder.resolve("source"), NOISE);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(NOISE, 0, 10);
        expected.write(NOISE, 7, length);
        expected.write(NOISE, 20, length);
        expected.write(NOISE, 0, 10);

        try (FileChannel target = open("target");
                FileAppender out = new FileAppender(target)) {
            out.append(Arrays.copyOf(NOISE, 10));
            out.append(source, 7, length);
            assertThat(out.position()).isEqualTo(10 + length);
            out.append(NOISE, 20, length);
            out.append(Arrays.copyOf(NOISE, 10));
            assertThat(out.position()).isEqualTo(20 + 2L * length);
            out.flush();
            assertThat(out.position()).isEqualTo(20 + 2L * length);
        }

        assertThat(folder.resolve("target")).hasBinaryContent(expected.toByteArray());
    }

    @Test
    void appendsPartsOfManyFiles() throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (FileChannel target = open("target");
                FileAppender out = new FileAppender(target)) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 40; i++) {
                    Path source = Files.write(folder.resolve("source" + i), new byte[] {1, (byte) i});
                    out.append(source, 1, 1);
                    expected.write(i);
                }
            }
            out.flush();
        }

        assertThat(folder.resolve("target")).hasBinaryContent(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2 * BUFFER})
    void refusesASourceThatBecameShorter(int length) throws IOException {
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(NOISE, length));
        try (FileChannel target = open("target");
                FileAppender out = new FileAppender(target)) {
            assertThatThrownBy(() -> out.append(source, 1, length))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("`" + source + "` became shorter while it was read");
        }
    }

    @Test
    void skipsAPartOfTheTarget() throws IOException {
        try (FileChannel target = open("target");
                FileAppender out = new FileAppender(target)) {
            out.append(new byte[] {1, 2});
            out.skip(3);
            assertThat(out.position()).isEqualTo(5);
            out.append(new byte[] {6});
            out.flush();
        }

        assertThat(folder.resolve("target")).hasBinaryContent(new byte[] {1, 2, 0, 0, 0, 6});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, BUFFER, BUFFER + 1})
    void storesContent(int length) throws IOException {
        byte[] bytes = Arrays.copyOf(NOISE, length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        StoredContent content = new StoredContent(ByteSource.of(bytes).withSha256(Sha256.of(bytes)));

        ZipFileHeader.Body body = content.body();
        copy(content, body);

        assertThat(body).isEqualTo(new ZipFileHeader.Body(false, crc.getValue(), length, length));
        assertThat(folder.resolve("target")).hasBinaryContent(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, BUFFER, BUFFER + 1})
    void refusesContentWithAnotherChecksumThanTheKnownOne(int length) {
        ByteSource other = ByteSource.of(Arrays.copyOf(NOISE, length)).withSha256(Sha256.of(new byte[1]));

        assertThatThrownBy(() -> new StoredContent(other).body())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("changed while it was read");
    }

    /** Small content is read once, so the header and the bytes agree; large content is read twice and compared. */
    @Test
    void refusesLargeContentThatChangesBetweenTwoReads() throws IOException {
        StoredContent small = new StoredContent(new Changing(5));
        StoredContent large = new StoredContent(new Changing(BUFFER + 1));

        copy(small, small.body());
        ZipFileHeader.Body body = large.body();

        assertThat(folder.resolve("target")).hasBinaryContent(new byte[5]);
        Files.delete(folder.resolve("target"));
        assertThatThrownBy(() -> copy(large, body)).hasMessage("`changing` changed while it was read");
    }

    private void copy(StoredContent content, ZipFileHeader.Body body) throws IOException {
        try (FileChannel target = open("target");
                FileAppender out = new FileAppender(target)) {
            content.copyTo(out, body);
            out.flush();
        }
    }

    /** Content with other bytes at each reading. */
    private static final class Changing implements ByteSource {

        private final int length;
        private int reads;

        private Changing(int length) {
            this.length = length;
        }

        @Override
        public InputStream open() {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) reads++);
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public String toString() {
            return "changing";
        }
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
