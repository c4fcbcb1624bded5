package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Reader of all ELF files of a wheel. */
final class NativeReader {

    private final FileTree wheel;
    private final SortedMap<String, ElfFile> files = new ConcurrentSkipListMap<>();
    private final SortedMap<String, String> unreadable = new ConcurrentSkipListMap<>();

    private NativeReader(FileTree wheel) {
        this.wheel = wheel;
    }

    static NativeRequirements read(FileTree wheel) throws IOException {
        NativeReader reader = new NativeReader(wheel);
        reader.readFiles();
        return reader.requirements();
    }

    /** Reads several files at a time, in the pool of the calling thread; the largest first, as no thread waits then. */
    private void readFiles() throws IOException {
        List<String> paths = ElfSearch.paths(wheel);
        try {
            Map<String, Long> sizes = new TreeMap<>();
            for (String path : paths) {
                sizes.put(path, wheel.entries().get(path).content().size());
            }
            paths.sort(Comparator.comparing(sizes::get).reversed());
            paths.parallelStream().forEach(this::readFile);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readFile(String path) {
        try (InflatedRanges bytes = new InflatedRanges(wheel.entries().get(path).content())) {
            files.put(path, ElfFile.read(bytes, path));
        } catch (UserException damaged) {
            unreadable.put(path, damaged.what());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NativeRequirements requirements() {
        SortedSet<String> contained = new TreeSet<>();
        files.forEach((path, file) -> {
            contained.add(path.substring(path.lastIndexOf('/') + 1));
            file.soname().ifPresent(contained::add);
        });
        Map<String, NativeGroup.Collector> groups = new LinkedHashMap<>();
        files.forEach((path, file) -> {
            if (file.isLoadable()) {
                LibcFamily libc = LibcFamily.of(file);
                groups.computeIfAbsent(
                                file.machine() + " " + libc,
                                key -> new NativeGroup.Collector(file.machine(), libc, path))
                        .add(path, file, contained);
            }
        });
        List<NativeGroup> all =
                groups.values().stream().map(NativeGroup.Collector::group).toList();
        return new NativeRequirements(all, contained, unreadable);
    }
}
