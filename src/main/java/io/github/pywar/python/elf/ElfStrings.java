package io.github.pywar.python.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Table of the names of a file (System V ABI, "String table"). It is read once: names are in no order, and each read of a
 * deflated file may inflate it from its start.
 */
final class ElfStrings {

    /** In bytes. The largest known, of a library of PyTorch, has 30 MB. */
    private static final long LARGEST = 64L << 20;

    /** In bytes; far above any name, and a limit for damaged files. */
    private static final int LONGEST = 1 << 16;

    private static final String TABLE = "the table of strings";

    private final ElfSegments segments;
    private final long address;
    private final long size;
    private byte[] table;

    /**
     * @param address of the table in memory
     * @param size in bytes, as the file declares it
     */
    ElfStrings(ElfSegments segments, long address, long size) {
        this.segments = segments;
        this.address = address;
        this.size = Math.min(size, segments.available(address, TABLE));
    }

    /** @param index offset in the table */
    String text(long index, String what) throws IOException {
        if (index < 0 || index >= size) {
            throw segments.bytes().damaged(what + " is outside of " + TABLE);
        }
        byte[] bytes = table();
        int start = (int) index;
        for (int end = start; end < bytes.length && end - start <= LONGEST; end++) {
            if (bytes[end] == 0) {
                return new String(bytes, start, end - start, StandardCharsets.UTF_8);
            }
        }
        throw segments.bytes().damaged(what + " has no end");
    }

    private byte[] table() throws IOException {
        if (table == null) {
            if (size > LARGEST) {
                throw segments.bytes().damaged(TABLE + " has " + size + " bytes, more than " + LARGEST);
            }
            table = segments.bytes()
                    .read(segments.offset(address, TABLE), size, TABLE)
                    .array();
        }
        return table;
    }
}
