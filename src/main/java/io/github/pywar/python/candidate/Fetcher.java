package io.github.pywar.python.candidate;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.Revisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Loader of index pages and metadata. It loads each once, ahead of the solver, on a bounded number of threads. */
public final class Fetcher implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int SECONDS_TO_STOP = 2;

    /**
     * Metadata of a file, or the reason why it cannot be used.
     *
     * @param fault empty if there is metadata
     */
    public record MetadataResult(Optional<Metadata> metadata, Optional<UserException> fault) {

        private static MetadataResult of(Metadata metadata) {
            return new MetadataResult(Optional.of(metadata), Optional.empty());
        }

        /** Returns the result for a file that cannot be used. */
        public static MetadataResult unusable(UserException fault) {
            return new MetadataResult(Optional.empty(), Optional.of(fault));
        }
    }

    private final PackageIndex index;
    private final PackageIndex fullIndex;
    private final CandidateMetadata reader;
    private final ReferencedFile references;
    private final ExecutorService threads;
    private final Metadata.Texts texts = new Metadata.Texts();
    private final ConcurrentMap<PackageName, CompletableFuture<Optional<ProjectPage>>> pages =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<PackageName, CompletableFuture<Optional<ProjectPage>>> fullPages =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<DistributionFile, CompletableFuture<MetadataResult>> metadata =
            new ConcurrentHashMap<>();

    /**
     * @param index the index, perhaps without the files that do not fit the target
     * @param fullIndex the same index with all files
     * @param revisions the commits of direct references to version control
     */
    public Fetcher(PackageIndex index, PackageIndex fullIndex, CandidateMetadata reader, Revisions revisions) {
        this.index = index;
        this.fullIndex = fullIndex;
        this.reader = reader;
        this.references = new ReferencedFile(revisions);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "pywar-resolve-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns the page of a project; empty if no index has the project. */
    public CompletableFuture<Optional<ProjectPage>> page(PackageName name) {
        return pages.computeIfAbsent(name, unknown -> later(() -> index.project(unknown)));
    }

    /** Returns the page with all files. */
    CompletableFuture<Optional<ProjectPage>> fullPage(PackageName name) {
        return index == fullIndex
                ? page(name)
                : fullPages.computeIfAbsent(name, unknown -> later(() -> fullIndex.project(unknown)));
    }

    /** Returns a text that differs for each different page of a project. */
    public CompletableFuture<String> fingerprint(PackageName name) {
        return later(() -> index.fingerprint(name));
    }

    /** Returns the projects whose pages are loaded. Pages that failed or are still loading were only fetched ahead. */
    public Set<PackageName> projects() {
        Set<PackageName> projects = new HashSet<>();
        for (Map.Entry<PackageName, CompletableFuture<Optional<ProjectPage>>> page : pages.entrySet()) {
            if (page.getValue().isDone() && !page.getValue().isCompletedExceptionally()) {
                projects.add(page.getKey());
            }
        }
        return projects;
    }

    /** Returns the files whose metadata was requested. */
    public Set<DistributionFile> files() {
        return Set.copyOf(metadata.keySet());
    }

    /** Returns the metadata of a wheel, or of source code, which may need a build. */
    public CompletableFuture<MetadataResult> metadata(DistributionFile file) {
        return metadata.computeIfAbsent(file, unknown -> later(() -> read(unknown)));
    }

    /** Returns the file of a direct reference; {@code origin} names it in messages. */
    DistributionFile referenced(String url, String origin) {
        try {
            return references.read(url, origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of pages requested. */
    public int pageCount() {
        return pages.size();
    }

    /** Returns the number of files whose metadata was requested. */
    public int metadataCount() {
        return metadata.size();
    }

    /**
     * Returns a forbidden file as unusable: others may be allowed, and the resolver reports all forbidden files at
     * once.
     */
    private MetadataResult read(DistributionFile wheel) throws IOException {
        byte[] text;
        try {
            text = reader.metadata(wheel);
        } catch (MetadataSource.DamagedWheel e) {
            return MetadataResult.unusable(e);
        } catch (UnauthorizedException e) {
            if (!e.isForbidden()) {
                throw e;
            }
            return MetadataResult.unusable(e);
        }
        try {
            return MetadataResult.of(Metadata.parse(ResolverHeaders.of(text), texts));
        } catch (UserException e) {
            return MetadataResult.unusable(e);
        }
    }

    private <T> CompletableFuture<T> later(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    /** Waits for a result; throws the exceptions of the task. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Ends the threads after a failure. It waits two seconds for them, also in a thread that another failure has interrupted:
     * after the error, nothing else is written into the cache.
     */
    public void stop() {
        close();
        boolean isInterrupted = Thread.interrupted();
        try {
            threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
