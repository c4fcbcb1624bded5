package io.github.pywar.python.resolve;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.solver.Outcome;
import io.github.pywar.python.solver.Solver;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds versions that go together ("The resolver" in the design's standards). Safe for several threads. */
public final class Resolver {

    /** The hardest real inputs need a few thousand. */
    private static final int MOST_DECISIONS = 200_000;

    /** Releases of a Python to try where its release is open: the first and one that no requirement finds too old. */
    private static final int[] MICROS = {0, 30};

    /** Each round settles at least one project for good; more than two have never been seen. */
    private static final int MOST_ROUNDS = 20;

    private final PackageIndex index;
    private final PackageIndex everything;
    private final CandidateMetadata metadata;
    private final Progress progress;
    private final ResolutionCache kept;

    /**
     * @param index where projects are listed
     * @param metadata how to learn what a wheel needs
     */
    public Resolver(PackageIndex index, CandidateMetadata metadata, Progress progress) {
        this(index, index, metadata, progress);
    }

    /**
     * @param index where projects are listed, perhaps only with files that pass {@link WheelFit}: that is quicker
     * @param everything the same with all files, for what has no fitting wheel
     * @param metadata how to learn what a wheel needs
     */
    public Resolver(PackageIndex index, PackageIndex everything, CandidateMetadata metadata, Progress progress) {
        this(index, everything, metadata, progress, ResolutionCache.NONE);
    }

    private Resolver(
            PackageIndex index,
            PackageIndex everything,
            CandidateMetadata metadata,
            Progress progress,
            ResolutionCache kept) {
        this.index = index;
        this.everything = everything;
        this.metadata = metadata;
        this.progress = progress;
        this.kept = kept;
    }

    /** @return the same that looks among earlier answers first, and keeps its own */
    public Resolver keeping(ResolutionCache answers) {
        return new Resolver(index, everything, metadata, progress, answers);
    }

    /**
     * @return a version and a wheel of everything that is needed on the target
     * @throws UserException where there is no solution; it tells why
     * @throws IOException where an index does not answer
     */
    public Resolution resolve(ResolveRequest request) throws IOException {
        try (Fetcher fetcher = new Fetcher(index, everything, metadata)) {
            Optional<Resolution> known = kept.find(request, fetcher);
            if (known.isPresent()) {
                progress.detail("resolver: nothing changed, the earlier answer stands; it took "
                        + known.get().statistics());
                return known.get();
            }
            Map<PackageName, Releases> direct = DirectReferences.read(request, fetcher);
            Attempt attempt = new Attempt(request, fetcher, direct, false);
            Outcome<Project> outcome = attempt.solve();
            progress.detail("resolver: " + outcome.statistics() + ", " + fetcher.pagesAsked() + " pages, "
                    + fetcher.metadataAsked() + " metadata");
            Optional<UserException> forbidden = attempt.skipped.forbidden();
            if (forbidden.isPresent()) {
                throw forbidden.get();
            }
            if (outcome instanceof Outcome.Solved<Project> solved) {
                Resolution resolution = attempt.report(solved);
                kept.keep(request, resolution, fetcher);
                return resolution;
            }
            throw refusal(attempt, outcome);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static UserException refusal(Attempt attempt, Outcome<Project> outcome) {
        if (!(outcome instanceof Outcome.Unsolvable<Project> unsolvable)) {
            return UserException.of("No versions that go together were found within " + MOST_DECISIONS + " tries")
                    .hint("pin the versions of some projects to narrow the search");
        }
        Attempt second = attempt.withMisses();
        if (second.solve() instanceof Outcome.Solved<Project> solved) {
            return second.misses(solved.chosen());
        }
        UserException refusal = new ResolutionErrors(attempt.request, attempt.catalog).unsolvable(unsolvable.failure());
        PythonVersion python = attempt.request.target().python();
        return !python.hasMicro() && IntStream.of(MICROS).anyMatch(attempt::isSolvedByMicro)
                ? new UserException(
                        refusal.what(), List.of(Hint.of(PythonHint.DECLARE_FULL_PYTHON, python.majorMinor() + ".7")))
                : refusal;
    }

    /** One search, with or without versions that no wheel fits. */
    private static final class Attempt {

        private final ResolveRequest request;
        private final Fetcher fetcher;
        private final ReleaseRules rules;
        private final Catalog catalog;
        private final DependencyTranslator needs;
        private final List<RootRequirement> roots;
        private final Map<PackageName, Releases> direct;
        private final SkippedFiles skipped = new SkippedFiles();

        Attempt(ResolveRequest request, Fetcher fetcher, Map<PackageName, Releases> direct, boolean withMisses) {
            this.request = request;
            this.fetcher = fetcher;
            this.direct = direct;
            this.rules = new ReleaseRules(request);
            this.catalog =
                    new Catalog(fetcher, new ReleaseChoice(rules, WheelFit.of(request.target())), direct, withMisses);
            this.needs = new DependencyTranslator(request, catalog);
            this.roots = request.counting();
            rules.pins().forEach(catalog::pinned);
        }

        Attempt withMisses() {
            return new Attempt(request, fetcher, direct, true);
        }

        /** @return whether there is a solution for that one release of the target's Python */
        boolean isSolvedByMicro(int micro) {
            PythonVersion python = request.target().python();
            PythonVersion exact = new PythonVersion(python.minor(), micro, python.freeThreaded());
            TargetEnvironment target =
                    TargetEnvironment.of(exact, request.target().platform());
            return new Attempt(request.forTarget(target), fetcher, direct, false).solve()
                    instanceof Outcome.Solved<Project>;
        }

        /** Solves anew as long as the choice shows that something was judged without knowing it. */
        Outcome<Project> solve() {
            Outcome<Project> outcome;
            boolean settled;
            int rounds = 0;
            do {
                List<Dependency<Project>> wanted = new ArrayList<>();
                roots.forEach(root -> wanted.addAll(needs.dependencies(root.requirement(), root.source())));
                IndexUniverse universe = new IndexUniverse(catalog, needs, rules, fetcher, skipped);
                outcome = new Solver<>(universe, MOST_DECISIONS).solve(wanted);
                settled = !catalog.renew() && isConsistent(outcome);
            } while (!settled && rounds++ < MOST_ROUNDS);
            return outcome;
        }

        private boolean isConsistent(Outcome<Project> outcome) {
            return !(outcome instanceof Outcome.Solved<Project> solved)
                    || new SolutionChecks(catalog, needs, fetcher, solved.chosen(), rules.pins()).none(roots);
        }

        Resolution report(Outcome.Solved<Project> solved) {
            return new ResolutionReport(request, catalog, needs, fetcher)
                    .resolution(roots, solved, skipped.warnings(solved.chosen()));
        }

        UserException misses(Map<Project, Version> chosen) {
            Map<Project, List<Requirement>> all = new LinkedHashMap<>();
            chosen.forEach((project, version) -> catalog.find(project.name(), version)
                    .flatMap(Release::metadataFrom)
                    .flatMap(file -> Fetcher.await(fetcher.metadata(file)).metadata())
                    .ifPresent(known -> all.put(project, needs.of(project, known))));
            DependencyPaths chains = new DependencyPaths(request.root(), roots, all);
            return new ResolutionErrors(request, catalog).misses(chosen, chains);
        }
    }
}
