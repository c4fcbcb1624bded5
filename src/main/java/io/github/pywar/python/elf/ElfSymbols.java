package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reader of the symbols that a file requires, for messages: they show which function needs a version. */
final class ElfSymbols {

    /** No file of a wheel is known that requires so many. */
    private static final int MOST = 200_000;

    private static final int MOST_SHOWN = 3;
    private static final int VERSION_MASK = 0x7FFF;

    private final ElfDynamic dynamic;
    private final ElfSegments segments;
    private final int entry;

    private ElfSymbols(ElfDynamic dynamic) {
        this.dynamic = dynamic;
        this.segments = dynamic.segments();
        this.entry = segments.bytes().wide() ? 24 : 16;
    }

    /**
     * Finds symbols of a required version.
     *
     * @return at most three names; empty if the tables are damaged or missing
     */
    static List<String> requiring(ByteRanges file, String version) throws IOException {
        try {
            ElfDynamic dynamic = ElfDynamic.read(ElfSegments.read(ElfHeader.read(file, "")));
            Optional<VersionNeed> need = ElfVersionNeeds.read(dynamic).stream()
                    .filter(one -> one.version().equals(version))
                    .findFirst();
            return need.isEmpty()
                    ? List.of()
                    : new ElfSymbols(dynamic).requiring(need.get().index());
        } catch (UserException damaged) {
            return List.of();
        }
    }

    private List<String> requiring(int index) throws IOException {
        Optional<Long> symbols = dynamic.value(ElfDynamic.SYMBOLS);
        Optional<Long> versions = dynamic.value(ElfDynamic.SYMBOL_VERSIONS);
        if (symbols.isEmpty() || versions.isEmpty()) {
            return List.of();
        }
        int count = (int) Math.min(MOST, count(symbols.get()));
        ByteBuffer table = table(symbols.get(), (long) count * entry, "the table of symbols");
        ByteBuffer ofVersions = table(versions.get(), 2L * count, "the table of symbol versions");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < count && names.size() < MOST_SHOWN; i++) {
            if ((ofVersions.getShort(2 * i) & VERSION_MASK) == index && isUndefined(table, i * entry)) {
                names.add(dynamic.text(Integer.toUnsignedLong(table.getInt(i * entry)), "a symbol"));
            }
        }
        return names;
    }

    private boolean isUndefined(ByteBuffer table, int at) {
        return table.getShort(at + (segments.bytes().wide() ? 6 : 14)) == 0;
    }

    /** The table has no length. A hash table has it, or the strings follow the table. */
    private long count(long symbols) throws IOException {
        Optional<Long> hash = dynamic.value(ElfDynamic.HASH);
        if (hash.isPresent()) {
            return Integer.toUnsignedLong(table(hash.get(), 8, "the hash table").getInt(4));
        }
        long distance = dynamic.value(ElfDynamic.STRINGS).orElse(0L) - symbols;
        if (distance > 0) {
            return distance / entry;
        }
        Optional<Long> gnuHash = dynamic.value(ElfDynamic.GNU_HASH);
        return gnuHash.isEmpty()
                ? 0
                : Integer.toUnsignedLong(
                        table(gnuHash.get(), 8, "the hash table").getInt(4));
    }

    private ByteBuffer table(long address, long length, String what) throws IOException {
        return segments.bytes().read(segments.offset(address, what), length, what);
    }
}
