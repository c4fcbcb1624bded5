package io.github.pywar.app.jib;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Compression by gzip (RFC 1952) in Java code, so the same content has the same bytes with every JDK. */
final class EqualGzip {

    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;
    private static final int BUFFER = 1 << 16;

    /** Magic, method 8, no flags, no time, no hint about the compression, an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private EqualGzip() {}

    /** Writer of content. */
    @FunctionalInterface
    interface Content {
        /** Writes all bytes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Compresses content; the target stays open. */
    static void write(Content content, OutputStream target) throws IOException {
        target.write(HEADER);
        Summed summed = new Summed(deflating(target));
        content.writeTo(summed);
        summed.finish();
        target.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) summed.crc.getValue())
                .putInt((int) summed.size)
                .array());
    }

    private static DeflaterOutputStream deflating(OutputStream target) throws IOException {
        return new DeflaterOutputStream(target, new Deflater(LEVEL, WINDOW_BITS, true), BUFFER, false);
    }

    private static final class Summed extends FilterOutputStream {

        private final DeflaterOutputStream deflating;
        private final CRC32 crc = new CRC32();
        private long size;

        Summed(DeflaterOutputStream deflating) {
            super(deflating);
            this.deflating = deflating;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            crc.update(bytes, offset, length);
            size += length;
            deflating.write(bytes, offset, length);
        }

        /** The content's writer may close its stream. */
        @Override
        public void close() {}

        void finish() throws IOException {
            deflating.finish();
        }
    }
}
