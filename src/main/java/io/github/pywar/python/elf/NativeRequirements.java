package io.github.pywar.python.elf;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the ELF files of a wheel require of a system, for any target.
 *
 * @param groups the requirements for each architecture and C library; empty if the wheel has no ELF file
 * @param libraries the names of the libraries that the wheel contains
 * @param unreadable damaged files, each with the reason
 */
public record NativeRequirements(
        List<NativeGroup> groups, SortedSet<String> libraries, SortedMap<String, String> unreadable) {

    private static final String GLIBC = "GLIBC";

    /** Requirements of a wheel without ELF files. */
    static final NativeRequirements NONE =
            new NativeRequirements(List.of(), Collections.emptySortedSet(), Collections.emptySortedMap());

    public NativeRequirements {
        groups = List.copyOf(groups);
        libraries = Collections.unmodifiableSortedSet(new TreeSet<>(libraries));
        unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
    }

    /**
     * Returns the requirements of a wheel on disk. They are read once, and are kept in a small file beside the wheel.
     *
     * @param wheel verified
     */
    public static NativeRequirements of(Wheel wheel) throws IOException {
        return NativeCache.of(wheel, () -> NativeReader.read(wheel.files()));
    }

    /** Returns the requirements of all files of a tree. They are read each time. */
    public static NativeRequirements of(FileTree tree) throws IOException {
        return NativeReader.read(tree);
    }

    /** Returns the requirements of each wheel. Several are read at a time, in the pool of the calling thread. */
    public static List<NativeRequirements> of(Collection<Wheel> wheels) throws IOException {
        try {
            return wheels.parallelStream().map(NativeRequirements::unchecked).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static NativeRequirements unchecked(Wheel wheel) {
        try {
            return of(wheel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether the wheel has native code */
    public boolean isNative() {
        return !groups.isEmpty();
    }

    /** @return the libraries that the system must have, without those of the C library */
    public SortedSet<String> systemLibraries() {
        SortedSet<String> needed = new TreeSet<>();
        groups.forEach(group -> needed.addAll(group.libraries().keySet()));
        needed.removeIf(name -> SystemLibraries.isLibc(name) || libraries.contains(name));
        return needed;
    }

    /** @return the tags of a wheel, with those of the oldest systems that can load it instead of those of this machine */
    public Set<WheelTag> portable(Set<WheelTag> tags, Libc libc) {
        return PortableTag.of(tags, this, libc);
    }

    /** @return the first version of glibc that has all needed symbols, for example {@code 2.28}; empty if none is needed */
    public Optional<String> glibc() {
        return groups.stream()
                .flatMap(group -> group.versions().stream())
                .flatMap(required -> SymbolVersion.tryParse(required.version()).stream())
                .filter(version ->
                        version.family().equals(GLIBC) && version.variant().isEmpty())
                .filter(version -> !version.numbers().isEmpty())
                .max(Comparator.naturalOrder())
                .map(version -> version.text().substring(GLIBC.length() + 1));
    }
}
