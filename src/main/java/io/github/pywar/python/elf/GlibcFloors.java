package io.github.pywar.python.elf;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Versions of symbols that systems with a glibc have: each with the first minor version of glibc 2 from which on all
 * distributions have it. The numbers are those of the policies of manylinux (PEP 600; {@code dependencies.md}, "Data of
 * others"). A version between two of the table belongs to the later one.
 */
final class GlibcFloors {

    /** The first glibc after those that the policies describe. Its systems may have newer libraries than the table. */
    static final int UNKNOWN = 42;

    /** Glibc exports these for its own libraries. They differ in each release. */
    private static final String PRIVATE = "PRIVATE";

    /** Compact relocations, which a linker uses only on request. */
    private static final String RELATIVE_RELOCATIONS = "ABI_DT_RELR";

    private static final int FIRST_RELATIVE_RELOCATIONS = 36;

    /** Of `CXXABI_FLOAT128`. */
    private static final int UNNUMBERED = 24;

    /** Of `GLIBCXX_LDBL_3.4`, `CXXABI_TM_1`, `CXXABI_ARM_1.3.3`: their numbers are those of much older versions. */
    private static final int OLDEST_VARIANT = 17;

    private static final int DEFAULT_OLDEST = 17;

    private static final Map<String, Integer> OLDEST = Map.of("x86_64", 5, "i686", 5, "riscv64", 31, "loongarch64", 36);

    /** Separate class: most libraries need only versions of glibc itself. */
    private static final class Tables {

        private static final Map<String, NavigableMap<SymbolVersion, Integer>> BY_FAMILY = Map.of(
                "GLIBCXX",
                table("3.4.8=5 3.4.13=12 3.4.19=17 3.4.22=24 3.4.24=26 3.4.28=31 3.4.29=34 3.4.30=35 3.4.33=39"),
                "CXXABI",
                table("1.3.1=5 1.3.3=12 1.3.7=17 1.3.10=24 1.3.11=26 1.3.12=31 1.3.13=34 1.3.15=39"),
                "GCC",
                table("4.2.0=5 4.3.0=12 4.8.0=17 7.0.0=26 11.0=34 12.0.0=35 14.0.0=39"),
                "ZLIB",
                table("1.2.2.4=12 1.2.5.2=17 1.2.9=26 1.2.12=37"),
                "LIBATOMIC",
                table("1.0=17 1.2=24"));
    }

    /** On these architectures a distribution has older libraries than the others with its glibc. */
    private static final Map<String, Integer> EXCEPTIONS = Map.of(
            "x86_64 GLIBCXX 26", 27,
            "x86_64 CXXABI 26", 27,
            "x86_64 GCC 26", 27,
            "x86_64 ZLIB 26", 27,
            "aarch64 ZLIB 26", 27,
            "x86_64 LIBATOMIC 17", 24,
            "s390x LIBATOMIC 17", 24);

    private GlibcFloors() {}

    private static NavigableMap<SymbolVersion, Integer> table(String rows) {
        NavigableMap<SymbolVersion, Integer> table = new TreeMap<>();
        for (String row : rows.split(" ")) {
            String[] parts = row.split("=");
            table.put(SymbolVersion.tryParse("V_" + parts[0]).orElseThrow(), Integer.valueOf(parts[1]));
        }
        return table;
    }

    /** @return the families of versions that all systems have */
    static Set<String> families() {
        return Set.of("GLIBC", "GLIBCXX", "CXXABI", "GCC", "ZLIB", "LIBATOMIC");
    }

    /** @return the oldest minor version of glibc 2 of an architecture */
    static int oldest(String machine) {
        return OLDEST.getOrDefault(machine, DEFAULT_OLDEST);
    }

    /**
     * @param machine the architecture of the file that requires the version
     * @return the minor version of glibc 2; empty if the file fits one release of glibc only
     */
    static OptionalInt of(SymbolVersion version, String machine) {
        if (version.family().equals("GLIBC")) {
            return glibc(version);
        }
        if (version.numbers().isEmpty()) {
            return OptionalInt.of(UNNUMBERED);
        }
        SymbolVersion number = new SymbolVersion("V", "", version.numbers(), "");
        Map.Entry<SymbolVersion, Integer> row =
                Tables.BY_FAMILY.get(version.family()).ceilingEntry(number);
        int floor = row == null ? UNKNOWN : row.getValue();
        int ofMachine = EXCEPTIONS.getOrDefault(machine + " " + version.family() + " " + floor, floor);
        return OptionalInt.of(version.variant().isEmpty() ? ofMachine : Math.max(ofMachine, OLDEST_VARIANT));
    }

    private static OptionalInt glibc(SymbolVersion version) {
        if (version.variant().equals(PRIVATE)) {
            return OptionalInt.empty();
        }
        if (!version.variant().isEmpty()) {
            boolean isKnown = version.variant().equals(RELATIVE_RELOCATIONS);
            return OptionalInt.of(isKnown ? FIRST_RELATIVE_RELOCATIONS : UNKNOWN);
        }
        boolean isVersionTwo = version.numbers().size() > 1 && version.numbers().get(0) == 2;
        return OptionalInt.of(isVersionTwo ? version.numbers().get(1) : UNKNOWN);
    }
}
