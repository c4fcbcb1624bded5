package io.github.pywar.python.resolve;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.RejectedCandidate;
import io.github.pywar.python.candidate.Releases;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.solver.Explanation;
import io.github.pywar.python.solver.Failure;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Error messages of a resolution, with hints. */
final class ResolutionErrors {

    private static final int MOST_OFFERS = 6;

    private final ResolveRequest request;
    private final Catalog catalog;

    ResolutionErrors(ResolveRequest request, Catalog catalog) {
        this.request = request;
        this.catalog = catalog;
    }

    /** Reports that the requirements conflict, or that something does not exist. */
    UserException unsolvable(Failure<Project> failure) {
        UserException error = explained(failure);
        for (Hint hint : hints(failure)) {
            error = error.hint(hint);
        }
        return error;
    }

    /**
     * Reports a conflict that exists only because the target is every micro release of a Python.
     *
     * @param micro the first micro release that the missing package supports; empty if the conflict is another one
     */
    UserException unsolvableWithoutMicro(Failure<Project> failure, OptionalInt micro) {
        PythonVersion python = request.target().python();
        return explained(failure)
                .hint(
                        micro.isPresent()
                                ? Hint.of(PythonHint.DECLARE_EXACT_PYTHON, exact(python, micro.getAsInt()))
                                : Hint.of(PythonHint.DECLARE_FULL_PYTHON, exact(python, 7)));
    }

    /** The ABI of a free-threaded Python differs, so the hint keeps its {@code t}. */
    private static String exact(PythonVersion python, int micro) {
        return new PythonVersion(python.minor(), micro, python.freeThreaded()).toString();
    }

    private UserException explained(Failure<Project> failure) {
        List<String> lines = Explanation.of(failure, new ProjectVocabulary(request.root(), catalog));
        return UserException.of("No set of versions satisfies the requirements of `" + request.root() + "` for "
                + request.target() + "\n    " + String.join("\n    ", lines));
    }

    /** Several hints mean that the conflict has several causes, and none of the hints would resolve it alone. */
    private Set<Hint> hints(Failure<Project> failure) {
        Set<Hint> hints = new LinkedHashSet<>();
        for (Dependency<Project> unmatched : failure.unmatchedRanges()) {
            PackageName name = unmatched.on().name();
            if (!catalog.get(name).exists()) {
                hints.add(Hint.of("check the spelling of `" + name + "`, or declare the index that has it"));
            }
            nearest(unmatched).flatMap(other -> hint(name, other)).ifPresent(hints::add);
        }
        return hints.size() > 1 ? Set.of() : hints;
    }

    /** Returns the first micro release of the target's Python that a missing package supports. */
    OptionalInt requiredMicro(Failure<Project> failure) {
        return failure.unmatchedRanges().stream()
                .flatMap(unmatched -> nearest(unmatched).stream())
                .filter(ResolutionErrors::isForOtherPython)
                .flatMap(other -> other.wheel().flatMap(DistributionFile::requiresPython).stream())
                .flatMap(text -> VersionSpecifiers.tryParse(text).stream())
                .map(request.target()::firstMicro)
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }

    /** Returns the rejected version that is most likely to help. */
    private Optional<RejectedCandidate> nearest(Dependency<Project> unmatched) {
        Releases releases = catalog.get(unmatched.on().name());
        List<RejectedCandidate> rejected = releases.rejectedIn(unmatched.range());
        Optional<RejectedCandidate> first = rejected.stream().findFirst();
        if (first.filter(ResolutionErrors::isForOtherPython).isEmpty()) {
            return first;
        }
        // The oldest version for other Pythons requires the smallest upgrade.
        return rejected.stream()
                .filter(ResolutionErrors::isForOtherPython)
                .filter(other -> !other.version().isPrerelease())
                .min(Comparator.comparing(RejectedCandidate::version))
                .or(() -> first);
    }

    private static boolean isForOtherPython(RejectedCandidate candidate) {
        return candidate.reason() == RejectedCandidate.Reason.PYTHON;
    }

    private Optional<Hint> hint(PackageName name, RejectedCandidate other) {
        String release = "`" + name + "` " + other.version();
        return switch (other.reason()) {
            case PYTHON -> Optional.of(Hint.of(PythonHint.DECLARE_OTHER_PYTHON, release + " " + other.detail()));
            case YANKED -> plain("pin `" + name + "==" + other.version() + "` to use it although it " + other.detail());
            case PRERELEASE -> plain("allow pre-releases of `" + name + "`");
            case CONSTRAINT -> plain(release + " " + other.detail() + ": relax the constraint");
            case HASH -> plain("allow the hash of a file of " + release);
            case TOO_NEW -> Optional.of(Hint.of(PythonHint.MOVE_UPLOAD_LIMIT, release + " " + other.detail()));
            case COOLING_DOWN ->
                Optional.of(Hint.of(PythonHint.END_COOL_DOWN, release + " " + other.detail(), name.value()));
            case FORMAT -> plain("to use its wheel, add after `--no-binary`: `--only-binary " + name + "`");
            case NO_WHEEL -> Optional.empty();
        };
    }

    private static Optional<Hint> plain(String text) {
        return Optional.of(Hint.of(text));
    }

    /** Reports all missing wheels at once: with them, there would be a solution. */
    UserException missingWheels(Map<Project, Version> chosen, DependencyPaths paths) {
        List<String> blocks = new ArrayList<>();
        SortedMap<String, Boolean> builds = new TreeMap<>();
        chosen.forEach((project, version) -> {
            boolean hasWheel =
                    catalog.find(project.name(), version).orElseThrow().file().isPresent();
            if (!project.isExtra() && !hasWheel) {
                Optional<RejectedCandidate> missing = rejected(project.name(), version);
                blocks.add(missingWheel(project.name(), version, missing, paths));
                missing.filter(RejectedCandidate::hasSource)
                        .ifPresent(source -> builds.put(project.name().value(), isNative(project.name(), source)));
            }
        });
        UserException error = UserException.of(String.join("\n", blocks));
        if (!builds.isEmpty()) {
            error = error.hint(request.formats().builds().hints().of(builds));
        }
        return error.hint(
                "use another version or project that has a wheel for this target, or upload a wheel to an index"
                        + " of your own");
    }

    private boolean isNative(PackageName name, RejectedCandidate source) {
        return source.isCompiled() || request.formats().builds().of(name) != BuildScope.NONE;
    }

    private Optional<RejectedCandidate> rejected(PackageName name, Version version) {
        return catalog.get(name).rejected().stream()
                .filter(other -> other.version().equals(version))
                .findFirst();
    }

    private String missingWheel(
            PackageName name, Version version, Optional<RejectedCandidate> missing, DependencyPaths paths) {
        List<String> offered = missing.map(RejectedCandidate::offered).orElse(List.of());
        List<String> shown = offered.subList(0, Math.min(MOST_OFFERS, offered.size()));
        String more = offered.size() > MOST_OFFERS ? " and " + (offered.size() - MOST_OFFERS) + " more" : "";
        return "No wheel of `" + name + "` " + version + " fits " + request.target() + "\n    found: "
                + String.join(", ", shown) + more + "\n    required by: " + paths.to(name);
    }
}
