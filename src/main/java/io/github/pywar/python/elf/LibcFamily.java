package io.github.pywar.python.elf;

/** C library that a file is linked with. */
public enum LibcFamily {
    /** The GNU C library. */
    GLIBC,
    /** The C library of Alpine Linux. */
    MUSL,
    /** None: the file uses functions of other files only, or it is static. */
    NONE;

    static LibcFamily of(ElfFile file) {
        if (file.needed().contains("libc.so.6")
                || file.versions().stream().anyMatch(one -> one.version().startsWith("GLIBC_"))) {
            return GLIBC;
        }
        return file.needed().stream().anyMatch(SystemLibraries::isMusl) ? MUSL : NONE;
    }
}
