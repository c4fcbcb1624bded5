package io.github.pywar.base.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Constants of the zip format (APPNOTE 4.3 and 4.5); all numbers are little-endian. */
final class ZipFormat {

    /** APPNOTE 4.3.7, before each file's bytes. */
    static final int LOCAL_SIGNATURE = 0x04034b50;

    /** APPNOTE 4.3.12, one for each file in the directory. */
    static final int CENTRAL_SIGNATURE = 0x02014b50;

    /** APPNOTE 4.3.14. */
    static final int ZIP64_END_SIGNATURE = 0x06064b50;

    /** APPNOTE 4.3.15. */
    static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

    /** APPNOTE 4.3.16. */
    static final int END_SIGNATURE = 0x06054b50;

    /** Sizes in bytes, without name, extra fields and comment. */
    static final int LOCAL_SIZE = 30;

    static final int CENTRAL_SIZE = 46;
    static final int ZIP64_END_SIZE = 56;
    static final int ZIP64_LOCATOR_SIZE = 20;
    static final int END_SIZE = 22;

    /** A 32-bit field with this value means: the number is in a zip64 field. */
    static final long WIDE = 0xFFFFFFFFL;

    /** The same for a 16-bit count; also the largest count without zip64. */
    static final int WIDE_COUNT = 0xFFFF;

    /** The extra field with 64-bit numbers (APPNOTE 4.5.3). */
    static final int ZIP64_FIELD = 0x0001;

    static final int STORED = 0;
    static final int DEFLATED = 8;

    private ZipFormat() {}

    /** @return a buffer over the bytes */
    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return an empty buffer of that many bytes */
    static ByteBuffer littleEndian(int size) {
        return littleEndian(new byte[size]);
    }
}
