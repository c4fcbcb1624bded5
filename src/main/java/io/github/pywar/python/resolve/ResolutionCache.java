package io.github.pywar.python.resolve;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Cache of earlier resolutions.
 *
 * <p>A resolution is a function of the request, of the pages of the projects, and of METADATA that a hash identifies.
 * The key is a hash of the complete request and of the resolver's version. The entry has the fingerprint of each page
 * that was read. It is used if every page still has that fingerprint. Pages are read through the page cache and its
 * freshness rules, so a cached resolution is never older than the pages. Errors are not cached.
 */
public final class ResolutionCache {

    /** A cache without entries that stores nothing. */
    public static final ResolutionCache NONE = new ResolutionCache(null, "", false);

    private static final int MOST_FILES = 100;

    private final Path folder;
    private final String resolverVersion;
    private final boolean isRefreshing;

    private ResolutionCache(Path folder, String resolverVersion, boolean isRefreshing) {
        this.folder = folder;
        this.resolverVersion = resolverVersion;
        this.isRefreshing = isRefreshing;
    }

    /**
     * Returns a cache in a folder.
     *
     * @param folder the folder; it need not exist
     * @param resolverVersion distinguishes this resolver from others, for example earlier versions
     */
    public static ResolutionCache in(Path folder, String resolverVersion) {
        return new ResolutionCache(folder, resolverVersion, false);
    }

    /** Returns a cache that ignores existing entries and replaces them. */
    public ResolutionCache refreshing() {
        return new ResolutionCache(folder, resolverVersion, true);
    }

    Optional<Resolution> find(ResolveRequest request, Fetcher fetcher) {
        if (folder == null || isRefreshing) {
            return Optional.empty();
        }
        try {
            Path file = file(request);
            Optional<ResolutionCodec.Entry> entry =
                    ResolutionCodec.read(key(file), Files.readAllBytes(file), request.applicableRequirements());
            return entry.isPresent() && areUnchanged(entry.get().pages(), fetcher)
                    ? Optional.of(entry.get().resolution())
                    : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Returns false if a page cannot be read now: the search then fails with a better message. */
    private static boolean areUnchanged(Map<PackageName, String> pages, Fetcher fetcher) {
        Map<PackageName, CompletableFuture<String>> now = new LinkedHashMap<>();
        for (PackageName name : pages.keySet()) {
            now.put(name, fetcher.fingerprint(name));
        }
        try {
            for (Map.Entry<PackageName, String> page : pages.entrySet()) {
                if (!now.get(page.getKey()).join().equals(page.getValue())) {
                    return false;
                }
            }
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    void store(ResolveRequest request, Resolution resolution, Fetcher fetcher) {
        if (folder == null || !areCacheable(fetcher.files())) {
            return;
        }
        Map<PackageName, String> pages = fingerprints(fetcher);
        try {
            Path file = file(request);
            AtomicFile.write(file, ResolutionCodec.write(key(file), pages, resolution));
            deleteOldest(file);
        } catch (IOException onlySlowerNextTime) {
            return; // the folder may be on a read-only disk; without the entry, the next resolution only takes longer
        }
    }

    private static Map<PackageName, String> fingerprints(Fetcher fetcher) {
        Map<PackageName, CompletableFuture<String>> pages = new TreeMap<>();
        for (PackageName name : fetcher.projects()) {
            pages.put(name, fetcher.fingerprint(name));
        }
        Map<PackageName, String> fingerprints = new LinkedHashMap<>();
        for (Map.Entry<PackageName, CompletableFuture<String>> page : pages.entrySet()) {
            fingerprints.put(page.getKey(), Fetcher.await(page.getValue()));
        }
        return fingerprints;
    }

    private static boolean areCacheable(Collection<DistributionFile> files) {
        for (DistributionFile file : files) {
            if (!isCacheable(file)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Without a hash, the content of a file may change under its URL. A query or user information may be a secret,
     * which must not be written to the cache.
     */
    private static boolean isCacheable(DistributionFile file) {
        URI url = file.url();
        return file.sha256().isPresent()
                && !file.isLocal()
                && url.getRawQuery() == null
                && url.getRawUserInfo() == null;
    }

    private static String key(Path file) {
        return file.getFileName().toString();
    }

    /** Deletes all entries, because the data of one of them was wrong. */
    public void clear() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path entry : all.toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }

    private void deleteOldest(Path kept) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> newest = all.filter(file -> !file.equals(kept))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newest.subList(Math.min(MOST_FILES - 1, newest.size()), newest.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    /**
     * Returns the file of a request, named by a hash of all its parts. NUL separates them: none contains it, so two
     * different requests have different texts. Sets and maps are sorted, because their order differs from run to run.
     * The requirements remain in their order, because it decides which of several solutions is found.
     */
    private Path file(ResolveRequest request) {
        StringBuilder all = new StringBuilder(resolverVersion);
        List<Object> parts = List.of(
                request.root(),
                request.target(),
                request.requirements(),
                request.constraints(),
                request.overrides(),
                new TreeSet<>(request.exclusions()),
                new TreeMap<>(request.preferences()),
                request.prereleases(),
                new TreeMap<>(request.prereleasesOf()),
                sorted(request.hashes()),
                request.uploadedBefore(),
                request.coolDown(),
                request.formats());
        for (Object part : parts) {
            all.append('\0').append(part);
        }
        return folder.resolve(
                Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static <T extends Comparable<T>> Map<PackageName, TreeSet<T>> sorted(
            Map<PackageName, ? extends Set<T>> sets) {
        Map<PackageName, TreeSet<T>> all = new TreeMap<>();
        for (Map.Entry<PackageName, ? extends Set<T>> set : sets.entrySet()) {
            all.put(set.getKey(), new TreeSet<>(set.getValue()));
        }
        return all;
    }
}
