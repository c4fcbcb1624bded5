package io.github.pywar.python.resolve;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.solver.Dependency;
import io.github.pywar.python.solver.Explanation;
import io.github.pywar.python.solver.Failure;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person is told where there is no answer. */
final class ResolutionErrors {

    private static final int MOST_OFFERS = 6;

    private final ResolveRequest request;
    private final Catalog catalog;

    ResolutionErrors(ResolveRequest request, Catalog catalog) {
        this.request = request;
        this.catalog = catalog;
    }

    /** The requirements contradict each other, or something does not exist. */
    UserException unsolvable(Failure<Project> failure) {
        List<String> lines = Explanation.of(failure, new ProjectPhrases(request.root(), catalog));
        UserException refusal = UserException.of("What `" + request.root() + "` needs cannot be had together for "
                + request.target() + "\n    " + String.join("\n    ", lines));
        for (Hint hint : hints(failure)) {
            refusal = refusal.hint(hint);
        }
        return refusal;
    }

    private Set<Hint> hints(Failure<Project> failure) {
        Set<Hint> hints = new LinkedHashSet<>();
        for (Dependency<Project> gap : failure.gaps()) {
            PackageName name = gap.on().name();
            Releases releases = catalog.get(name);
            if (!releases.exists()) {
                hints.add(Hint.of("check the spelling of `" + name + "`, or name the index that has it"));
            }
            nearest(releases.passedOverIn(gap.range()))
                    .flatMap(other -> hint(name, other))
                    .ifPresent(hints::add);
        }
        return hints.size() > 1 ? Set.of() : hints;
    }

    /** Of versions for other Pythons the oldest asks for the least; of others the newest is worth most. */
    private static Optional<RejectedCandidate> nearest(List<RejectedCandidate> others) {
        Optional<RejectedCandidate> first = others.stream().findFirst();
        if (first.filter(other -> other.reason() == RejectedCandidate.Reason.PYTHON)
                .isEmpty()) {
            return first;
        }
        return others.stream()
                .filter(other -> other.reason() == RejectedCandidate.Reason.PYTHON
                        && !other.version().isPrerelease())
                .min(Comparator.comparing(RejectedCandidate::version))
                .or(() -> first);
    }

    private Optional<Hint> hint(PackageName name, RejectedCandidate other) {
        String release = "`" + name + "` " + other.version();
        return switch (other.reason()) {
            case PYTHON -> Optional.of(Hint.of(PythonHint.DECLARE_OTHER_PYTHON, release + " " + other.detail()));
            case YANKED -> plain("pin `" + name + "==" + other.version() + "` to use it although it " + other.detail());
            case PRERELEASE -> plain("allow pre-releases of `" + name + "`");
            case CONSTRAINT -> plain(release + " " + other.detail() + ": loosen that");
            case HASH -> plain("allow the hash of a file of " + release);
            case TOO_NEW -> Optional.of(Hint.of(PythonHint.MOVE_UPLOAD_LIMIT, release + " " + other.detail()));
            case NO_WHEEL -> Optional.empty();
        };
    }

    private static Optional<Hint> plain(String text) {
        return Optional.of(Hint.of(text));
    }

    /** There would be a solution if there were wheels; all that are missing are told at once. */
    UserException misses(Map<Project, Version> chosen, DependencyPaths chains) {
        List<String> blocks = new ArrayList<>();
        chosen.forEach((project, version) -> {
            if (!project.isExtra()
                    && catalog.find(project.name(), version)
                            .orElseThrow()
                            .wheel()
                            .isEmpty()) {
                blocks.add(miss(project.name(), version, chains));
            }
        });
        return UserException.of(String.join("\n", blocks))
                .hint("use another version or another project that has a wheel for this target, or put a wheel on an"
                        + " index of your own");
    }

    private String miss(PackageName name, Version version, DependencyPaths chains) {
        List<String> offered = catalog.get(name).passedOver().stream()
                .filter(other -> other.version().equals(version))
                .findFirst()
                .map(RejectedCandidate::offered)
                .orElse(List.of());
        List<String> shown = offered.subList(0, Math.min(MOST_OFFERS, offered.size()));
        String more = offered.size() > MOST_OFFERS ? " and " + (offered.size() - MOST_OFFERS) + " more" : "";
        return "No wheel of `" + name + "` " + version + " fits " + request.target() + "\n    found: "
                + String.join(", ", shown) + more + "\n    needed by: " + chains.to(name);
    }
}
