package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.TextTree;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Dependency tree of a resolution. Each package is expanded once, where it is first shown. */
public final class DependencyTree {

    private static final String SHOWN_ABOVE = " (shown above)";

    private final String application;
    private final Resolution resolution;
    private final Set<PackageName> shown = new HashSet<>();
    private Map<PackageName, List<Dependent>> dependents;

    /** A package, and its first requirement of another one. */
    private record Dependent(ResolvedPackage dependent, Requirement required) {}

    /** @param application its name and version */
    public DependencyTree(String application, Resolution resolution) {
        this.application = application;
        this.resolution = resolution;
    }

    /** Returns the tree from the application down to all packages. */
    public TextTree dependencies() {
        List<Supplier<TextTree>> branches = new ArrayList<>();
        for (RootRequirement root : resolution.roots()) {
            String reason = text(root.requirement()) + ", " + root.source();
            resolution.find(root.requirement().name()).ifPresent(chosen -> branches.add(() -> below(chosen, reason)));
        }
        return new TextTree(application, branches);
    }

    private TextTree below(ResolvedPackage chosen, String reason) {
        String line = label(chosen) + " (" + reason + ")";
        if (!shown.add(chosen.name())) {
            return new TextTree(line + (chosen.requirements().isEmpty() ? "" : SHOWN_ABOVE), List.of());
        }
        List<Supplier<TextTree>> branches = new ArrayList<>();
        for (Requirement required : chosen.requirements()) {
            resolution
                    .find(required.name())
                    .filter(other -> !other.name().equals(chosen.name()))
                    .ifPresent(other -> branches.add(() -> below(other, text(required))));
        }
        return new TextTree(line, branches);
    }

    /**
     * Returns the tree from one package up to the application.
     *
     * @throws UserException if no package requires it
     */
    public TextTree dependents(PackageName name) {
        ResolvedPackage chosen = resolution
                .find(name)
                .orElseThrow(() -> UserException.of("`" + name + "` is not a dependency of " + application));
        return above(chosen, "");
    }

    private TextTree above(ResolvedPackage chosen, String reason) {
        String line = label(chosen) + reason;
        if (!shown.add(chosen.name())) {
            return new TextTree(line + SHOWN_ABOVE, List.of());
        }
        List<Supplier<TextTree>> branches = new ArrayList<>();
        for (RootRequirement root : resolution.roots()) {
            if (root.requirement().name().equals(chosen.name())) {
                branches.add(() -> new TextTree(
                        application + " requires " + text(root.requirement()) + ", " + root.source(), List.of()));
            }
        }
        for (Dependent one : dependentsOf(chosen.name())) {
            branches.add(() -> above(one.dependent(), " requires " + text(one.required())));
        }
        return new TextTree(line, branches);
    }

    private List<Dependent> dependentsOf(PackageName name) {
        if (dependents == null) {
            dependents = new HashMap<>();
            for (ResolvedPackage dependent : resolution.packages()) {
                Set<PackageName> seen = new HashSet<>(Set.of(dependent.name()));
                dependent.requirements().stream()
                        .filter(required -> seen.add(required.name()))
                        .forEach(required -> dependents
                                .computeIfAbsent(required.name(), any -> new ArrayList<>())
                                .add(new Dependent(dependent, required)));
            }
        }
        return dependents.getOrDefault(name, List.of());
    }

    private static String label(ResolvedPackage chosen) {
        return chosen.name() + " " + chosen.version();
    }

    /** The folder of a local file is left out: the line stays short, and equal on all machines. */
    private static String text(Requirement requirement) {
        String text = Credentials.redact(requirement.withMarker(null).toString());
        String withoutSlash = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return withoutSlash.replaceFirst("(git\\+|hg\\+)?file:\\S*/", "");
    }
}
