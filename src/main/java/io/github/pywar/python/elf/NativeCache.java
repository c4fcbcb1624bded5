package io.github.pywar.python.elf;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cache of requirements: a file {@code NAME.native} beside each wheel. It is used as long as the size and the modification
 * time of the wheel are the same.
 */
final class NativeCache {

    private static final CacheFormat FORMAT = new CacheFormat(1);
    private static final String SUFFIX = ".native";

    /** In bytes; the largest real entry has 20 KB. */
    private static final long LARGEST = 8L << 20;

    private NativeCache() {}

    /** Reader of a wheel. */
    @FunctionalInterface
    interface Reading {
        NativeRequirements read() throws IOException;
    }

    static NativeRequirements of(Wheel wheel, Reading reading) throws IOException {
        Path entry = wheel.file().resolveSibling(wheel.fileName() + SUFFIX);
        String stamp = Files.size(wheel.file()) + " " + Files.getLastModifiedTime(wheel.file());
        Optional<NativeRequirements> cached = cached(entry, stamp);
        if (cached.isPresent()) {
            return cached.get();
        }
        NativeRequirements read = reading.read();
        write(entry, stamp, read);
        return read;
    }

    private static Optional<NativeRequirements> cached(Path entry, String stamp) {
        try {
            if (Files.size(entry) > LARGEST) {
                return Optional.empty();
            }
            return FORMAT.of(entry.getFileName().toString())
                    .read(
                            Files.readAllBytes(entry),
                            in -> in.text().equals(stamp)
                                    ? Optional.of(requirements(in))
                                    : Optional.<NativeRequirements>empty())
                    .orElse(Optional.empty());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Writes an entry. Without it the next build is only slower. */
    private static void write(Path entry, String stamp, NativeRequirements all) {
        CacheWriter out = new CacheWriter().text(stamp).integer(all.groups().size());
        for (NativeGroup group : all.groups()) {
            out.text(group.machine()).octet(group.libc().ordinal()).text(group.file());
            out.integer(group.versions().size());
            for (NativeGroup.RequiredVersion one : group.versions()) {
                out.text(one.version()).text(one.library()).text(one.file());
            }
            out.map(group.libraries()).map(group.absolutePaths());
        }
        out.texts(all.libraries()).map(all.unreadable());
        try {
            SharedFile.write(entry, FORMAT.of(entry.getFileName().toString()).write(out));
        } catch (IOException onlySlower) {
            return;
        }
    }

    private static NativeRequirements requirements(CacheReader in) {
        List<NativeGroup> groups = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            groups.add(group(in));
        }
        return new NativeRequirements(groups, new TreeSet<>(in.texts()), new TreeMap<>(in.map()));
    }

    private static NativeGroup group(CacheReader in) {
        String machine = in.text();
        LibcFamily libc = LibcFamily.values()[in.octet()];
        String file = in.text();
        List<NativeGroup.RequiredVersion> versions = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            versions.add(new NativeGroup.RequiredVersion(in.text(), in.text(), in.text()));
        }
        return new NativeGroup(machine, libc, file, versions, new TreeMap<>(in.map()), new TreeMap<>(in.map()));
    }
}
