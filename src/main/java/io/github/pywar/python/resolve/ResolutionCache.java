package io.github.pywar.python.resolve;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Answers of before. A resolution follows from the request, from what the pages of the projects say, and from METADATA
 * that a hash identifies; where all of that is the same, so is the answer. Pages are asked for by the rules of their
 * index, so an answer is never older than the pages are. Refusals are not kept.
 */
public final class ResolutionCache {

    /** Keeps nothing. */
    public static final ResolutionCache NONE = new ResolutionCache(null, "", false);

    private static final int MOST_FILES = 100;

    private final Path folder;
    private final String maker;
    private final boolean isRefreshing;

    private ResolutionCache(Path folder, String maker, boolean isRefreshing) {
        this.folder = folder;
        this.maker = maker;
        this.isRefreshing = isRefreshing;
    }

    /**
     * @param folder where they lie; need not exist
     * @param maker what tells this resolver from others, earlier ones above all
     */
    public static ResolutionCache in(Path folder, String maker) {
        return new ResolutionCache(folder, maker, false);
    }

    /** @return the same cache, which finds nothing and keeps the new answers */
    public ResolutionCache refreshing() {
        return new ResolutionCache(folder, maker, true);
    }

    Optional<Resolution> find(ResolveRequest request, Fetcher fetcher) {
        if (folder == null || isRefreshing) {
            return Optional.empty();
        }
        try {
            return ResolutionCodec.read(Files.readAllBytes(file(request)), request.counting())
                    .filter(known -> isUnchanged(known.pages(), fetcher))
                    .map(ResolutionCodec.Known::resolution);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** A page that cannot be had now is no reason to fail: who resolves anew tells it better. */
    private static boolean isUnchanged(Map<PackageName, String> pages, Fetcher fetcher) {
        Map<PackageName, CompletableFuture<String>> now = new LinkedHashMap<>();
        pages.keySet().forEach(name -> now.put(name, fetcher.fingerprint(name)));
        try {
            return pages.entrySet().stream()
                    .allMatch(page -> now.get(page.getKey()).join().equals(page.getValue()));
        } catch (CompletionException e) {
            return false;
        }
    }

    void keep(ResolveRequest request, Resolution resolution, Fetcher fetcher) {
        if (folder == null || !fetcher.wheels().stream().allMatch(ResolutionCache::mayBeKept)) {
            return;
        }
        Map<PackageName, CompletableFuture<String>> pages = new TreeMap<>();
        fetcher.projects().forEach(name -> pages.put(name, fetcher.fingerprint(name)));
        Map<PackageName, String> sums = new LinkedHashMap<>();
        pages.forEach((name, sum) -> sums.put(name, Fetcher.await(sum)));
        try {
            AtomicFile.write(file(request), ResolutionCodec.write(sums, resolution));
            forgetOldest(file(request));
        } catch (IOException onlySlowerNextTime) {
            return; // offline, all else of a cache is only read: it may be on a disk that nobody can write to
        }
    }

    /** Without a hash a file may become another one; what stands beside the path of a URL may be a password or a key. */
    private static boolean mayBeKept(DistributionFile wheel) {
        URI url = wheel.url();
        return wheel.sha256().isPresent()
                && !wheel.isLocal()
                && url.getRawQuery() == null
                && url.getRawUserInfo() == null;
    }

    /** Forgets all answers: something that one of them follows from was not true. */
    public void forget() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path answer : all.toList()) {
                Files.deleteIfExists(answer);
            }
        }
    }

    private void forgetOldest(Path but) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> newest = all.filter(file -> !file.equals(but))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newest.subList(Math.min(MOST_FILES - 1, newest.size()), newest.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** All that a request says; a text without ambiguity, as no part of it has a NUL. */
    private Path file(ResolveRequest request) {
        StringBuilder all = new StringBuilder(maker);
        Stream.of(
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
                        request.uploadedBefore())
                .forEach(part -> all.append('\0').append(part));
        return folder.resolve(
                Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static <T extends Comparable<T>> Map<PackageName, TreeSet<T>> sorted(
            Map<PackageName, ? extends Set<T>> sets) {
        Map<PackageName, TreeSet<T>> all = new TreeMap<>();
        sets.forEach((name, set) -> all.put(name, new TreeSet<>(set)));
        return all;
    }
}
