package io.github.pywar.app.release;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.install.ParallelTasks;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.provenance.ProvenanceSource;
import io.github.pywar.python.provenance.Publisher;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.startup.NativeModules;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupScan;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Facts about chosen files that a lock records: their start-up code, and their publishers.
 *
 * @param folder of the cache: one file for each wheel without start-up code, with the names of its native modules
 * @param metadata reads the directories of wheels without downloading them
 * @param store of downloaded wheels
 * @param provenance source of publishers
 * @param connections maximum number of simultaneous requests
 */
public record ReleaseFacts(
        Path folder, MetadataSource metadata, WheelStore store, ProvenanceSource provenance, int connections) {

    private static final int MAX_SHOWN = 5;

    /** End of the names of cached files. Files of earlier versions have none, and list no modules. */
    private static final String MODULES = ".modules";

    /** Start-up code of a package by itself, and the names of its native modules, which the code of another may load. */
    private record Scanned(PackageCode code, SortedSet<String> modules) {}

    /**
     * Returns the start-up code of packages. A wheel whose directory has no such file is not downloaded. The code of source
     * code is known only after its build, which checks it: it has none here.
     */
    public List<PackageCode> startupCode(List<ResolvedPackage> packages) throws IOException {
        List<Scanned> scanned = new ParallelTasks(connections).map(packages, this::scan);
        List<PackageCode> all =
                new ArrayList<>(scanned.stream().map(Scanned::code).toList());
        NativeModules loaded = NativeModules.loadedBy(all);
        for (int i = 0; i < all.size(); i++) {
            if (loaded.isAny(scanned.get(i).modules())) {
                Wheel wheel = store.fetch(packages.get(i).file());
                all.set(i, loaded.addedTo(all.get(i), wheel));
            }
        }
        return all;
    }

    private Scanned scan(ResolvedPackage chosen) throws IOException {
        DistributionFile file = chosen.file();
        if (!file.isWheel()) {
            return new Scanned(none(chosen), Collections.emptySortedSet());
        }
        Optional<SortedSet<String>> known = knownModules(file);
        if (known.isPresent()) {
            return new Scanned(none(chosen), known.get());
        }
        Optional<Wheel> stored = store.stored(file);
        if (stored.isEmpty()) {
            Optional<Set<String>> paths = metadata.paths(file);
            if (paths.isPresent() && !StartupScan.isPossible(paths.get())) {
                return without(chosen, NativeModules.in(paths.get()));
            }
        }
        Wheel wheel = stored.isPresent() ? stored.get() : store.fetch(file);
        PackageCode code = PackageCode.of(wheel);
        SortedSet<String> modules = NativeModules.in(wheel.files().entries().keySet());
        return code.code().isEmpty() ? without(chosen, modules) : new Scanned(code, modules);
    }

    private static PackageCode none(ResolvedPackage chosen) {
        return new PackageCode(chosen.name(), chosen.version(), List.of());
    }

    /** Returns the native modules of a wheel without start-up code; empty if the wheel is not known. */
    private Optional<SortedSet<String>> knownModules(DistributionFile file) throws IOException {
        Optional<byte[]> content =
                file.sha256().isPresent() ? SharedFile.read(mark(file.sha256().get())) : Optional.empty();
        return content.map(bytes ->
                new TreeSet<>(new String(bytes, StandardCharsets.UTF_8).lines().toList()));
    }

    private Scanned without(ResolvedPackage chosen, SortedSet<String> modules) throws IOException {
        Optional<Sha256> sum = chosen.file().sha256();
        if (sum.isPresent() && !chosen.file().isLocal()) {
            Files.createDirectories(folder);
            AtomicFile.write(mark(sum.get()), String.join("\n", modules).getBytes(StandardCharsets.UTF_8));
        }
        return new Scanned(none(chosen), modules);
    }

    private Path mark(Sha256 sum) {
        return folder.resolve(sum.hex() + MODULES);
    }

    /** Returns the publishers of packages, as far as the index publishes them. Failures are one warning. */
    public Map<PackageName, List<Publisher>> publishers(List<ResolvedPackage> packages, Progress progress)
            throws IOException {
        List<String> failures = new ArrayList<>();
        List<Optional<List<Publisher>>> all = new ParallelTasks(connections).map(packages, chosen -> {
            try {
                return Optional.of(provenance.publishers(chosen.file()));
            } catch (ProvenanceSource.Unreadable failed) {
                synchronized (failures) {
                    failures.add("`" + chosen.name() + "`: " + failed.what());
                }
                return Optional.empty();
            }
        });
        Map<PackageName, List<Publisher>> publishers = new LinkedHashMap<>();
        for (int i = 0; i < packages.size(); i++) {
            PackageName name = packages.get(i).name();
            all.get(i).ifPresent(known -> publishers.put(name, known));
        }
        warn(failures.stream().sorted().toList(), progress);
        return publishers;
    }

    private static void warn(List<String> failures, Progress progress) {
        if (!failures.isEmpty()) {
            int hidden = failures.size() - MAX_SHOWN;
            progress.warning("The publishers of these packages are not known: "
                    + String.join("; ", failures.subList(0, Math.min(MAX_SHOWN, failures.size())))
                    + (hidden > 0 ? "; and " + hidden + " more" : ""));
        }
    }
}
