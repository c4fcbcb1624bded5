package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.candidate.CandidateMetadata;
import io.github.pywar.python.candidate.DirectReferences;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.Releases;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.solver.Failure;
import io.github.pywar.python.solver.Outcome;
import io.github.pywar.python.source.Revisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Resolver: finds one version of each required package, and its wheel or source code ({@code src/site/markdown/solver.md}). Safe for
 * several threads.
 */
public final class Resolver {

    /**
     * The micro releases to try if the target has none: the first one, and one that no {@code Requires-Python} finds
     * too old.
     */
    private static final int[] MICROS = {0, 30};

    private final PackageIndex index;
    private final PackageIndex fullIndex;
    private final CandidateMetadata metadata;
    private final Progress progress;
    private final ResolutionCache cache;
    private final Revisions revisions;

    /**
     * @param index the source of the pages
     * @param metadata the source of the metadata of wheels and source code
     */
    public Resolver(PackageIndex index, CandidateMetadata metadata, Progress progress) {
        this(index, index, metadata, progress);
    }

    /**
     * @param index the source of the pages, perhaps only with files that pass {@link WheelFit}, which is faster
     * @param fullIndex the same index with all files, to find the versions without a fitting wheel
     * @param metadata the source of the metadata of wheels and source code
     */
    public Resolver(PackageIndex index, PackageIndex fullIndex, CandidateMetadata metadata, Progress progress) {
        this(index, fullIndex, metadata, progress, ResolutionCache.NONE, Resolver::unknownCommit);
    }

    private Resolver(
            PackageIndex index,
            PackageIndex fullIndex,
            CandidateMetadata metadata,
            Progress progress,
            ResolutionCache cache,
            Revisions revisions) {
        this.index = index;
        this.fullIndex = fullIndex;
        this.metadata = metadata;
        this.progress = progress;
        this.cache = cache;
        this.revisions = revisions;
    }

    /** Returns a resolver that reads earlier resolutions from a cache, and stores new ones there. */
    public Resolver withCache(ResolutionCache resolutions) {
        return new Resolver(index, fullIndex, metadata, progress, resolutions, revisions);
    }

    /** Returns a resolver that reads the commits of direct references from repositories. */
    public Resolver withRevisions(Revisions commits) {
        return new Resolver(index, fullIndex, metadata, progress, cache, commits);
    }

    private static String unknownCommit(URI repository, Optional<String> revision) {
        throw UserException.of(
                "The repository `" + Credentials.redact(repository.toString()) + "` cannot be read here");
    }

    /**
     * Resolves a request.
     *
     * @throws UserException if there is no solution; the message explains why
     * @throws IOException if an index does not answer
     */
    public Resolution resolve(ResolveRequest request) throws IOException {
        try (Fetcher fetcher = new Fetcher(index, fullIndex, metadata, revisions)) {
            return resolveOrStop(request, fetcher);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Resolution resolveOrStop(ResolveRequest request, Fetcher fetcher) throws IOException {
        try {
            return resolve(request, fetcher);
        } catch (IOException | RuntimeException e) {
            fetcher.stop();
            throw e;
        }
    }

    private Resolution resolve(ResolveRequest request, Fetcher fetcher) throws IOException {
        Optional<Resolution> cached = cache.find(request, fetcher);
        if (cached.isPresent()) {
            progress.detail("resolver: nothing changed, the cached resolution is used; it took "
                    + cached.get().statistics());
            return cached.get();
        }
        Resolution resolution = search(request, fetcher);
        cache.store(request, resolution, fetcher);
        return resolution;
    }

    private Resolution search(ResolveRequest request, Fetcher fetcher) {
        Map<PackageName, Releases> direct = DirectReferences.read(request, fetcher);
        ResolutionAttempt attempt = ResolutionAttempt.of(request, fetcher, direct);
        Outcome<Project> outcome = attempt.solve();
        progress.detail("resolver: " + outcome.statistics() + ", " + fetcher.pageCount() + " pages, "
                + fetcher.metadataCount() + " metadata");
        Optional<UserException> forbidden = attempt.skipped().forbidden();
        if (forbidden.isPresent()) {
            throw forbidden.get();
        }
        if (outcome instanceof Outcome.Solved<Project> solved) {
            return attempt.report(solved);
        }
        throw outcome instanceof Outcome.Unsolvable<Project> unsolvable
                ? unsolvable(request, attempt, unsolvable.failure())
                : UserException.of(
                                "No solution was found after trying " + ResolutionAttempt.MOST_DECISIONS + " versions")
                        .hint("pin the versions of some projects to narrow the search");
    }

    /**
     * Finds the most useful reason. If there is a solution with versions that no wheel fits, the missing wheels are the
     * reason. If there is one for a single micro release of the Python, the hint asks to declare it.
     */
    private static UserException unsolvable(
            ResolveRequest request, ResolutionAttempt attempt, Failure<Project> failure) {
        ResolutionAttempt second = attempt.withMissingWheels();
        if (second.solve() instanceof Outcome.Solved<Project> solved) {
            return second.missingWheels(solved.chosen());
        }
        ResolutionErrors errors = attempt.errors();
        if (request.target().python().hasMicro()) {
            return errors.unsolvable(failure);
        }
        OptionalInt required = errors.requiredMicro(failure);
        if (required.isPresent() && attempt.isSolvableForMicro(required.getAsInt())) {
            return errors.unsolvableWithoutMicro(failure, required);
        }
        return IntStream.of(MICROS).anyMatch(attempt::isSolvableForMicro)
                ? errors.unsolvableWithoutMicro(failure, OptionalInt.empty())
                : errors.unsolvable(failure);
    }
}
