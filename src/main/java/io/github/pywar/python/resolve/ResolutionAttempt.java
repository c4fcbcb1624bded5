package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.Release;
import io.github.pywar.python.candidate.ReleaseRules;
import io.github.pywar.python.candidate.Releases;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.solver.Outcome;
import io.github.pywar.python.solver.Solver;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One search for a solution: with or without versions that no wheel fits, for one target. */
final class ResolutionAttempt {

    /** The hardest real inputs need a few thousand. */
    static final int MOST_DECISIONS = 200_000;

    /** Each run settles at least one project; more than two have never been seen. */
    private static final int MOST_RUNS = 20;

    private final ResolveRequest request;
    private final Fetcher fetcher;
    private final ReleaseRules rules;
    private final Catalog catalog;
    private final DependencyTranslator translator;
    private final List<RootRequirement> roots;
    private final Map<PackageName, Releases> direct;
    private final SkippedFiles skipped = new SkippedFiles();
    private final SourceBudget budget = new SourceBudget();

    private ResolutionAttempt(
            ResolveRequest request, Fetcher fetcher, Map<PackageName, Releases> direct, boolean withMissingWheels) {
        this.request = request;
        this.fetcher = fetcher;
        this.direct = direct;
        this.rules = new ReleaseRules(request);
        this.catalog = new Catalog(fetcher, rules, direct, withMissingWheels);
        this.translator = new DependencyTranslator(request, catalog);
        this.roots = request.applicableRequirements();
        for (Map.Entry<PackageName, VersionSpecifiers> pin : rules.pins().entrySet()) {
            catalog.addPin(pin.getKey(), pin.getValue());
        }
    }

    /** @param direct the candidates that direct references fix */
    static ResolutionAttempt of(ResolveRequest request, Fetcher fetcher, Map<PackageName, Releases> direct) {
        return new ResolutionAttempt(request, fetcher, direct, false);
    }

    /** Returns an attempt that also admits versions without a fitting wheel, behind all others. */
    ResolutionAttempt withMissingWheels() {
        return new ResolutionAttempt(request, fetcher, direct, true);
    }

    /** Returns whether there is a solution for one micro release of the target's Python. */
    boolean isSolvableForMicro(int micro) {
        PythonVersion python = request.target().python();
        PythonVersion exact = new PythonVersion(python.minor(), micro, python.freeThreaded());
        TargetEnvironment target = TargetEnvironment.of(exact, request.target().platform());
        return of(request.forTarget(target), fetcher, direct).solve() instanceof Outcome.Solved<Project>;
    }

    /**
     * Solves until the result is consistent. A run may show that candidates or requirements were evaluated without a
     * pin or an extra that the solution has. These are corrected, and the next run starts with loaded metadata, so it
     * takes milliseconds.
     */
    Outcome<Project> solve() {
        Outcome<Project> outcome;
        boolean isSettled;
        int runs = 0;
        do {
            List<Dependency<Project>> requirements = new ArrayList<>();
            for (RootRequirement root : roots) {
                requirements.addAll(translator.dependencies(root.requirement(), root.source()));
            }
            IndexUniverse universe = new IndexUniverse(catalog, translator, rules, fetcher, skipped, budget);
            outcome = new Solver<>(universe, MOST_DECISIONS).solve(requirements);
            catalog.admitRequiredSources();
            isSettled = !catalog.dropOutdated() && isConsistent(outcome);
        } while (!isSettled && runs++ < MOST_RUNS);
        return outcome;
    }

    private boolean isConsistent(Outcome<Project> outcome) {
        return !(outcome instanceof Outcome.Solved<Project> solved)
                || new SolutionChecks(catalog, translator, fetcher, solved.chosen(), rules.pins()).pass(roots);
    }

    SkippedFiles skipped() {
        return skipped;
    }

    ResolutionErrors errors() {
        return new ResolutionErrors(request, catalog);
    }

    Resolution report(Outcome.Solved<Project> solved) {
        return new ResolutionReport(request, catalog, translator, fetcher)
                .resolution(roots, solved, skipped.warnings(solved.chosen()));
    }

    /** Returns the error for a solution that contains versions without a fitting wheel. */
    UserException missingWheels(Map<Project, Version> chosen) {
        Map<Project, List<Requirement>> requirements = new LinkedHashMap<>();
        chosen.forEach((project, version) -> catalog.find(project.name(), version)
                .flatMap(Release::metadataFrom)
                .flatMap(wheel -> Fetcher.await(fetcher.metadata(wheel)).metadata())
                .ifPresent(metadata -> requirements.put(project, translator.requirements(project, metadata))));
        return errors().missingWheels(chosen, new DependencyPaths(request.root(), roots, requirements));
    }
}
