package io.github.pywar.python.elf;

import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Header of an ELF file (System V ABI, "ELF header").
 *
 * @param bytes of the file, in its byte order
 * @param type the number of its use
 * @param machine the number of the architecture
 * @param segments offset of the program headers
 * @param count number of program headers
 * @param entry size of one program header
 */
record ElfHeader(ElfBytes bytes, int type, int machine, long segments, int count, int entry) {

    /** The first four bytes of each ELF file, as a big-endian number. */
    static final int MAGIC = 0x7F454C46;

    /** Size of the shortest header, in bytes. */
    static final int SHORTEST = 52;

    private static final int WIDE_HEADER = 64;
    private static final int IDENTIFICATION = 16;

    /** This number of program headers refers to a greater number elsewhere. No shared object has so many. */
    private static final int EXTENDED = 0xFFFF;

    static ElfHeader read(ByteRanges file, String name) throws IOException {
        ElfBytes start = new ElfBytes(file, name, ByteOrder.BIG_ENDIAN, false);
        ByteBuffer identification = start.read(0, IDENTIFICATION, "the header");
        if (identification.getInt(0) != MAGIC) {
            throw start.damaged("it does not begin with the signature of ELF");
        }
        boolean wide = is(identification, 4, start, "class");
        boolean big = is(identification, 5, start, "byte order");
        ElfBytes bytes = new ElfBytes(file, name, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, wide);
        return read(bytes, bytes.read(0, wide ? WIDE_HEADER : SHORTEST, "the header"));
    }

    /** @return whether the byte is 2, not 1 */
    private static boolean is(ByteBuffer identification, int at, ElfBytes start, String what) {
        byte value = identification.get(at);
        if (value != 1 && value != 2) {
            throw start.damaged("its " + what + " is " + value + ", not 1 or 2");
        }
        return value == 2;
    }

    private static ElfHeader read(ElfBytes bytes, ByteBuffer header) {
        int sizes = bytes.wide() ? 54 : 42;
        int count = Short.toUnsignedInt(header.getShort(sizes + 2));
        int entry = Short.toUnsignedInt(header.getShort(sizes));
        int expected = ElfSegments.entry(bytes.wide());
        if (count == EXTENDED || count > 0 && entry != expected) {
            throw bytes.damaged("it has " + count + " program headers of " + entry + " bytes");
        }
        return new ElfHeader(
                bytes,
                Short.toUnsignedInt(header.getShort(16)),
                Short.toUnsignedInt(header.getShort(18)),
                bytes.word(header, bytes.wide() ? 32 : 28),
                count,
                expected);
    }
}
