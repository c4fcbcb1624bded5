package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Asks for pages and metadata once each, ahead of the solver, on a bounded number of threads. */
final class Fetcher implements AutoCloseable {

    private static final int THREADS = 16;

    /**
     * A wheel's metadata, or why it cannot be read.
     *
     * @param fault empty where there is metadata
     */
    record Answer(Optional<Metadata> metadata, Optional<UserException> fault) {

        private static Answer of(Metadata metadata) {
            return new Answer(Optional.of(metadata), Optional.empty());
        }

        private static Answer refused(UserException fault) {
            return new Answer(Optional.empty(), Optional.of(fault));
        }
    }

    private final PackageIndex index;
    private final PackageIndex everything;
    private final CandidateMetadata reader;
    private final ExecutorService threads;
    private final Metadata.Texts texts = new Metadata.Texts();
    private final ConcurrentMap<PackageName, CompletableFuture<Optional<ProjectPage>>> pages =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<PackageName, CompletableFuture<Optional<ProjectPage>>> wholePages =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<DistributionFile, CompletableFuture<Answer>> metadata = new ConcurrentHashMap<>();

    /** @param everything the same as {@code index}, where that leaves files out */
    Fetcher(PackageIndex index, PackageIndex everything, CandidateMetadata reader) {
        this.index = index;
        this.everything = everything;
        this.reader = reader;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "pywar-resolve-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    CompletableFuture<Optional<ProjectPage>> page(PackageName name) {
        return pages.computeIfAbsent(name, unknown -> later(() -> index.project(unknown)));
    }

    /** The page with the files that do not fit as well. */
    CompletableFuture<Optional<ProjectPage>> wholePage(PackageName name) {
        return index == everything
                ? page(name)
                : wholePages.computeIfAbsent(name, unknown -> later(() -> everything.project(unknown)));
    }

    CompletableFuture<String> fingerprint(PackageName name) {
        return later(() -> index.fingerprint(name));
    }

    /** @return the projects whose pages are there: those on the way, or refused, were only asked for ahead */
    Set<PackageName> projects() {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().isDone() && !page.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** @return the wheels whose metadata was asked for */
    Set<DistributionFile> wheels() {
        return Set.copyOf(metadata.keySet());
    }

    CompletableFuture<Answer> metadata(DistributionFile wheel) {
        return metadata.computeIfAbsent(wheel, unknown -> later(() -> read(unknown)));
    }

    int pagesAsked() {
        return pages.size();
    }

    int metadataAsked() {
        return metadata.size();
    }

    /** A server that forbids one file may give others: the resolver reports all that are forbidden at once. */
    private Answer read(DistributionFile wheel) throws IOException {
        byte[] text;
        try {
            text = reader.metadata(wheel);
        } catch (MetadataSource.DamagedWheel damaged) {
            return Answer.refused(damaged);
        } catch (UnauthorizedException refused) {
            if (!refused.isForbidden()) {
                throw refused;
            }
            return Answer.refused(refused);
        }
        try {
            return Answer.of(Metadata.parse(ResolverHeaders.of(text), texts));
        } catch (UserException e) {
            return Answer.refused(e);
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

    /** @return the answer, once it is there; failures as they were thrown */
    static <T> T await(CompletableFuture<T> future) {
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
}
