package io.github.pywar.python.elf;

import java.nio.ByteOrder;
import java.util.Map;

/** Architectures by their number in ELF, with their names in wheel tags. */
final class ElfMachine {

    private static final int POWERPC_64 = 21;

    private static final Map<Integer, String> NAMES = Map.of(
            3, "i686", 22, "s390x", 40, "armv7l", 62, "x86_64", 183, "aarch64", 243, "riscv64", 258, "loongarch64");

    private ElfMachine() {}

    /** @return the name; {@code machine-N} if no Linux for wheels has the architecture */
    static String name(ElfHeader header) {
        ElfBytes bytes = header.bytes();
        boolean isLittle = bytes.order() == ByteOrder.LITTLE_ENDIAN;
        String name = header.machine() == POWERPC_64
                ? isLittle ? "ppc64le" : "ppc64"
                : NAMES.getOrDefault(header.machine(), "machine-" + header.machine());
        boolean isUsual = bytes.wide() != (name.equals("i686") || name.equals("armv7l"))
                && isLittle != (name.equals("s390x") || name.equals("ppc64"));
        return isUsual || name.startsWith("machine-") ? name : name + (bytes.wide() ? "-64" : "-32");
    }
}
