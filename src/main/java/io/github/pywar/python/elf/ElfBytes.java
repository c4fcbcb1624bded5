package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of an ELF file. Every range is checked against the file's size before it is read.
 *
 * @param file the bytes
 * @param name of the file, for messages
 * @param order of the bytes of a number
 * @param wide whether addresses have 64 bits, else 32
 */
record ElfBytes(ByteRanges file, String name, ByteOrder order, boolean wide) {

    /** In bytes; the limit of a path on Linux. A longer string is cut at a caller's own limit. */
    static final int LONGEST_TEXT = 4096;

    /** @return the bytes, at position 0 */
    ByteBuffer read(long offset, long length, String what) throws IOException {
        if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > file.size() - length) {
            throw damaged(what + " is outside of the file");
        }
        return ByteBuffer.wrap(file.read(offset, (int) length)).order(order);
    }

    /** Reads as many bytes as there are, at most {@code limit}. */
    ByteBuffer readUpTo(long offset, long limit, String what) throws IOException {
        if (offset < 0 || offset > file.size()) {
            throw damaged(what + " is outside of the file");
        }
        return read(offset, Math.min(limit, file.size() - offset), what);
    }

    /** Reads a text that ends with a zero byte. */
    String text(long offset, long limit, String what) throws IOException {
        byte[] bytes = readUpTo(offset, Math.min(limit, LONGEST_TEXT), what).array();
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == 0) {
                return new String(bytes, 0, end, StandardCharsets.UTF_8);
            }
        }
        throw damaged(what + " has no end");
    }

    /** @return an address, an offset or a size: 64 or 32 bits, unsigned. A negative number is outside of any file */
    long word(ByteBuffer bytes, int at) {
        return wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
    }

    UserException damaged(String reason) {
        return ElfErrors.damaged(name, reason);
    }
}
