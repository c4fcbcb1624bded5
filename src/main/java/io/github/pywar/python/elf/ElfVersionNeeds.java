package io.github.pywar.python.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reader of the versions of symbols that a file requires: a list of libraries, each with a list of versions. */
final class ElfVersionNeeds {

    /** In both lists. Real files have less than 200. */
    private static final int MOST = 4096;

    private static final int ENTRY = 16;
    private static final int WEAK = 2;
    private static final String WHAT = "the list of required versions";

    private final ElfDynamic dynamic;
    private final ElfSegments segments;
    private final List<VersionNeed> needs = new ArrayList<>();
    private int entries;

    private ElfVersionNeeds(ElfDynamic dynamic) {
        this.dynamic = dynamic;
        this.segments = dynamic.segments();
    }

    static List<VersionNeed> read(ElfDynamic dynamic) throws IOException {
        Optional<Long> address = dynamic.value(ElfDynamic.VERSION_NEEDS);
        if (address.isEmpty()) {
            return List.of();
        }
        ElfVersionNeeds reader = new ElfVersionNeeds(dynamic);
        reader.libraries(
                reader.segments.offset(address.get(), WHAT),
                dynamic.value(ElfDynamic.VERSION_NEEDS_COUNT).orElse((long) MOST));
        return List.copyOf(reader.needs);
    }

    private void libraries(long start, long count) throws IOException {
        long at = start;
        for (long left = count; left > 0; left--) {
            ByteBuffer entry = entry(at);
            String library = dynamic.text(Integer.toUnsignedLong(entry.getInt(4)), "a library of a version");
            versions(at + Integer.toUnsignedLong(entry.getInt(8)), Short.toUnsignedInt(entry.getShort(2)), library);
            long next = Integer.toUnsignedLong(entry.getInt(12));
            if (next == 0) {
                return;
            }
            at += next;
        }
    }

    private void versions(long start, int count, String library) throws IOException {
        long at = start;
        for (int left = count; left > 0; left--) {
            ByteBuffer entry = entry(at);
            needs.add(new VersionNeed(
                    library,
                    dynamic.text(Integer.toUnsignedLong(entry.getInt(8)), "a required version"),
                    (entry.getShort(4) & WEAK) != 0,
                    Short.toUnsignedInt(entry.getShort(6))));
            long next = Integer.toUnsignedLong(entry.getInt(12));
            if (next == 0) {
                return;
            }
            at += next;
        }
    }

    private ByteBuffer entry(long at) throws IOException {
        if (++entries > MOST) {
            throw segments.bytes().damaged(WHAT + " has more than " + MOST + " entries");
        }
        return segments.bytes().read(at, ENTRY, WHAT);
    }
}
