package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        for (Map.Entry<String, ElfFile> file : files.entrySet()) {
            contained.add(file.getKey().substring(file.getKey().lastIndexOf('/') + 1));
            if (file.getValue().soname().isPresent()) {
                contained.add(file.getValue().soname().get());
            }
        }
        return new NativeRequirements(groups(contained), contained, unreadable);
    }

    private List<NativeGroup> groups(Set<String> contained) {
        Map<String, NativeGroup.Collector> groups = new LinkedHashMap<>();
        for (Map.Entry<String, ElfFile> entry : files.entrySet()) {
            ElfFile file = entry.getValue();
            if (file.isLoadable()) {
                LibcFamily libc = LibcFamily.of(file);
                String key = file.machine() + " " + libc;
                groups.putIfAbsent(key, new NativeGroup.Collector(file.machine(), libc, entry.getKey()));
                groups.get(key).add(entry.getKey(), file, contained);
            }
        }
        List<NativeGroup> all = new ArrayList<>();
        for (NativeGroup.Collector group : groups.values()) {
            all.add(group.group());
        }
        return all;
    }
}
