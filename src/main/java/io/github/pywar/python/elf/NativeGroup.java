package io.github.pywar.python.elf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requirements of all files of a wheel for one architecture and one C library.
 *
 * @param machine the architecture by its name in wheel tags
 * @param libc the C library
 * @param file the first of the files
 * @param versions the highest version of each family of symbols
 * @param libraries that are not in the wheel, each with the first file that needs it
 * @param absolutePaths folders outside of the wheel in which libraries are searched, each with the first such file
 */
public record NativeGroup(
        String machine,
        LibcFamily libc,
        String file,
        List<RequiredVersion> versions,
        SortedMap<String, String> libraries,
        SortedMap<String, String> absolutePaths) {

    /**
     * Version of the symbols of a system library.
     *
     * @param version for example {@code GLIBC_2.28}
     * @param library that defines it, for example {@code libc.so.6}
     * @param file the first file that requires it
     */
    public record RequiredVersion(String version, String library, String file) {}

    public NativeGroup {
        versions = List.copyOf(versions);
        libraries = Collections.unmodifiableSortedMap(new TreeMap<>(libraries));
        absolutePaths = Collections.unmodifiableSortedMap(new TreeMap<>(absolutePaths));
    }

    /** @return the libraries that not every system with the C library has */
    public List<String> foreignLibraries() {
        return libraries.keySet().stream()
                .filter(name -> !SystemLibraries.contains(name, libc))
                .toList();
    }

    /** @return the minor version of glibc 2 from which on systems have all versions; empty if none is required */
    public OptionalInt glibcFloor() {
        return versions.stream()
                .map(one -> GlibcFloors.of(SymbolVersion.tryParse(one.version()).orElseThrow(), machine))
                .flatMapToInt(OptionalInt::stream)
                .max();
    }

    /** Collector of the requirements of single files. */
    static final class Collector {

        private final Map<String, RequiredVersion> highest = new TreeMap<>();
        private final SortedMap<String, String> libraries = new TreeMap<>();
        private final SortedMap<String, String> absolutePaths = new TreeMap<>();
        private final String machine;
        private final LibcFamily libc;
        private final String first;

        /** @param first of the files */
        Collector(String machine, LibcFamily libc, String first) {
            this.machine = machine;
            this.libc = libc;
            this.first = first;
        }

        /** @param contained names of the libraries of the wheel */
        void add(String path, ElfFile file, Set<String> contained) {
            for (String name : file.needed()) {
                if (!contained.contains(name)) {
                    libraries.putIfAbsent(name, path);
                }
            }
            for (VersionNeed need : file.versions()) {
                if (!need.isWeak() && !contained.contains(need.library())) {
                    add(path, need);
                }
            }
            for (String folder : RunPaths.absolute(file)) {
                absolutePaths.putIfAbsent(folder, path);
            }
        }

        private void add(String path, VersionNeed need) {
            SymbolVersion version = SymbolVersion.tryParse(need.version()).orElse(null);
            if (version == null || !GlibcFloors.families().contains(version.family())) {
                return;
            }
            // GLIBC_PRIVATE and CXXABI_FLOAT128 are not comparable with a number
            String key =
                    version.numbers().isEmpty() || !version.variant().isEmpty() ? version.text() : version.family();
            RequiredVersion now = highest.get(key);
            if (now == null
                    || SymbolVersion.tryParse(now.version()).orElseThrow().compareTo(version) < 0) {
                highest.put(key, new RequiredVersion(need.version(), need.library(), path));
            }
        }

        NativeGroup group() {
            return new NativeGroup(machine, libc, first, new ArrayList<>(highest.values()), libraries, absolutePaths);
        }
    }
}
