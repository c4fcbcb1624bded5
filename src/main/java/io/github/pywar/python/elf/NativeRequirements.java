package io.github.pywar.python.elf;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
}
