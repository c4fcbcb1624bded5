package io.github.pywar.python.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table for the dynamic linker (System V ABI, "Dynamic section"): tags and values, up to the first null tag. */
final class ElfDynamic {

    static final long NEEDED = 1;
    static final long HASH = 4;
    static final long STRINGS = 5;
    static final long SYMBOLS = 6;
    static final long STRINGS_SIZE = 10;
    static final long SONAME = 14;
    static final long RPATH = 15;
    static final long RUNPATH = 29;
    static final long GNU_HASH = 0x6FFFFEF5L;
    static final long SYMBOL_VERSIONS = 0x6FFFFFF0L;
    static final long VERSION_NEEDS = 0x6FFFFFFEL;
    static final long VERSION_NEEDS_COUNT = 0x6FFFFFFFL;

    /** Real tables have less than a hundred entries and one for each needed library. */
    private static final int MOST_ENTRIES = 4096;

    /**
     * One entry.
     *
     * @param tag the meaning of the value
     * @param value a number, an address, or an offset in the strings
     */
    record Entry(long tag, long value) {}

    private final ElfSegments segments;
    private final List<Entry> entries;
    private ElfStrings strings;

    private ElfDynamic(ElfSegments segments, List<Entry> entries) {
        this.segments = segments;
        this.entries = entries;
    }

    ElfSegments segments() {
        return segments;
    }

    /** @return the table; without entries if the file is not dynamically linked */
    static ElfDynamic read(ElfSegments segments) throws IOException {
        Optional<ElfSegments.Segment> segment = segments.first(ElfSegments.DYNAMIC);
        List<Entry> entries = new ArrayList<>();
        if (segment.isPresent()) {
            read(segments.bytes(), segment.get(), entries);
        }
        return new ElfDynamic(segments, entries);
    }

    private static void read(ElfBytes bytes, ElfSegments.Segment segment, List<Entry> entries) throws IOException {
        int entry = bytes.wide() ? 16 : 8;
        long length = Math.min(segment.size(), (long) MOST_ENTRIES * entry);
        ByteBuffer table = bytes.read(segment.offset(), length, "the dynamic section");
        for (int at = 0; at + entry <= table.limit(); at += entry) {
            long tag = bytes.word(table, at);
            if (tag == 0) {
                return;
            }
            entries.add(new Entry(tag, bytes.word(table, at + entry / 2)));
        }
        throw bytes.damaged("its dynamic section has no end");
    }

    Optional<Long> value(long tag) {
        for (Entry one : entries) {
            if (one.tag() == tag) {
                return Optional.of(one.value());
            }
        }
        return Optional.empty();
    }

    /** @return the texts of all entries with that tag */
    List<String> texts(long tag) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Entry one : entries) {
            if (one.tag() == tag) {
                texts.add(text(one.value(), "a name in the dynamic section"));
            }
        }
        return List.copyOf(texts);
    }

    /** @param index offset in the table of strings */
    String text(long index, String what) throws IOException {
        if (strings == null) {
            Optional<Long> address = value(STRINGS);
            if (address.isEmpty()) {
                throw segments.bytes().damaged("its dynamic section has names, but no table of strings");
            }
            strings =
                    new ElfStrings(segments, address.get(), value(STRINGS_SIZE).orElse(Long.MAX_VALUE));
        }
        return strings.text(index, what);
    }
}
