package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What an ELF file requires of a system.
 *
 * @param kind how the file is used
 * @param machine the architecture by its name in wheel tags, for example {@code x86_64}
 * @param needed names of the libraries that it is linked with, in their order (DT_NEEDED)
 * @param soname the name by which others are linked with it (DT_SONAME)
 * @param rpath the folders in which libraries are searched, separated by colons (DT_RPATH)
 * @param runpath the same, which replaces {@code rpath} if both are present (DT_RUNPATH)
 * @param interpreter the loader of a program (PT_INTERP)
 * @param versions of symbols that it requires of libraries
 */
public record ElfFile(
        Kind kind,
        String machine,
        List<String> needed,
        Optional<String> soname,
        List<String> rpath,
        List<String> runpath,
        Optional<String> interpreter,
        List<VersionNeed> versions) {

    /** Use of a file. */
    public enum Kind {
        /** An unknown kind, or the memory of a process. */
        OTHER,
        /** Input of a linker; it is never loaded. */
        RELOCATABLE,
        /** A program at a fixed address. */
        PROGRAM,
        /** A library, or a program at any address. */
        SHARED;

        static Kind of(int type) {
            return type > 0 && type < values().length ? values()[type] : OTHER;
        }
    }

    /** @return whether a process loads it */
    boolean isLoadable() {
        return kind == Kind.PROGRAM || kind == Kind.SHARED;
    }

    /**
     * Reads a file of 32 or 64 bits, in any byte order. Only program headers are used, so it can be stripped.
     *
     * @param name of the file, for messages
     * @throws UserException if it is damaged
     */
    public static ElfFile read(ByteRanges file, String name) throws IOException {
        ElfHeader header = ElfHeader.read(file, name);
        ElfSegments segments = ElfSegments.read(header);
        ElfDynamic dynamic = ElfDynamic.read(segments);
        return new ElfFile(
                Kind.of(header.type()),
                ElfMachine.name(header),
                dynamic.texts(ElfDynamic.NEEDED),
                dynamic.texts(ElfDynamic.SONAME).stream().findFirst(),
                dynamic.texts(ElfDynamic.RPATH),
                dynamic.texts(ElfDynamic.RUNPATH),
                interpreter(segments),
                ElfVersionNeeds.read(dynamic));
    }

    private static Optional<String> interpreter(ElfSegments segments) throws IOException {
        Optional<ElfSegments.Segment> segment = segments.first(ElfSegments.INTERPRETER);
        return segment.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.bytes()
                        .text(segment.get().offset(), Math.max(0, segment.get().size()), "the name of the loader"));
    }
}
