package io.github.pywar.python.elf;

import java.util.Optional;

/**
 * Reason why a target cannot load a file of a wheel.
 *
 * @param kind of the reason
 * @param floor the minor version of glibc 2 from which on systems have what the file needs; -1 if no version has it
 * @param library the missing library; empty for other kinds
 * @param text a line for a message: the file, what it needs, and what the target has
 */
public record LoadFault(Kind kind, int floor, Optional<String> library, String text) {

    LoadFault(Kind kind, int floor, String text) {
        this(kind, floor, Optional.empty(), text);
    }

    /** Kind of a reason. */
    public enum Kind {
        /** The file is for another architecture. */
        MACHINE,
        /** The file is for another C library. */
        LIBC,
        /** The file needs symbols of a newer system. */
        VERSION,
        /** The file needs a library that not every system has. */
        LIBRARY
    }

    /** @return whether the file needs symbols that fit one release of glibc only */
    public boolean isPrivate() {
        return kind == Kind.VERSION && floor < 0;
    }
}
