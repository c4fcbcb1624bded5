package io.github.pywar.python.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Segments of a file: the parts that a loader uses (System V ABI, "Program header"). Section headers are not read: they
 * can be stripped.
 *
 * @param bytes of the file
 * @param all in the order of the file
 */
record ElfSegments(ElfBytes bytes, List<Segment> all) {

    static final int LOAD = 1;
    static final int DYNAMIC = 2;
    static final int INTERPRETER = 3;

    private static final int WIDE_ENTRY = 56;
    private static final int ENTRY = 32;

    /**
     * One segment.
     *
     * @param type the kind of segment
     * @param offset in the file
     * @param address in memory
     * @param size in the file, in bytes
     */
    record Segment(int type, long offset, long address, long size) {

        boolean contains(long wanted) {
            return wanted >= address && wanted - address < size;
        }
    }

    /** @return the size of one program header, in bytes */
    static int entry(boolean wide) {
        return wide ? WIDE_ENTRY : ENTRY;
    }

    static ElfSegments read(ElfHeader header) throws IOException {
        ElfBytes bytes = header.bytes();
        int length = header.count() * header.entry();
        ByteBuffer table = length == 0
                ? ByteBuffer.allocate(0)
                : bytes.read(header.segments(), length, "the table of program headers");
        List<Segment> all = new ArrayList<>();
        for (int at = 0; at < length; at += header.entry()) {
            all.add(segment(bytes, table, at));
        }
        return new ElfSegments(bytes, all);
    }

    private static Segment segment(ElfBytes bytes, ByteBuffer table, int at) {
        int type = table.getInt(at);
        return bytes.wide()
                ? new Segment(type, table.getLong(at + 8), table.getLong(at + 16), table.getLong(at + 32))
                : new Segment(type, bytes.word(table, at + 4), bytes.word(table, at + 8), bytes.word(table, at + 16));
    }

    Optional<Segment> first(int type) {
        for (Segment one : all) {
            if (one.type() == type) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** @return the offset in the file of an address in memory */
    long offset(long address, String what) {
        return loaded(address, what).offset() + (address - loaded(address, what).address());
    }

    /** @return the number of bytes from an address to the end of its segment in the file */
    long available(long address, String what) {
        Segment segment = loaded(address, what);
        return segment.size() - (address - segment.address());
    }

    private Segment loaded(long address, String what) {
        for (Segment one : all) {
            if (one.type() == LOAD && one.contains(address)) {
                return one;
            }
        }
        throw bytes.damaged(what + " is in no segment");
    }
}
