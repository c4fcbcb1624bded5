package io.github.pywar.app.dependency;

import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Requirements of packages that apply to a target: their markers are evaluated for it, with all extras that the application
 * and the packages require. Excluded packages are left out.
 */
public final class AppliedRequirements {

    private final DeclaredDependencies declared;
    private final TargetEnvironment target;
    private final Map<PackageName, Metadata> metadata;
    private final Map<PackageName, Set<ExtraName>> extras = new TreeMap<>();

    /**
     * @param declared the dependencies of the application
     * @param metadata of all packages
     */
    public AppliedRequirements(
            DeclaredDependencies declared, TargetEnvironment target, Map<PackageName, Metadata> metadata) {
        this.declared = declared;
        this.target = target;
        this.metadata = Map.copyOf(metadata);
        collectExtras();
    }

    /** An extra may require another extra, also of its own package, so this repeats. */
    private void collectExtras() {
        for (DeclaredRequirement one : declared.requirements()) {
            addExtras(one.requirement());
        }
        Deque<PackageName> open = new ArrayDeque<>(metadata.keySet());
        while (!open.isEmpty()) {
            for (Requirement required : of(open.remove())) {
                if (addExtras(required) && metadata.containsKey(required.name())) {
                    open.add(required.name());
                }
            }
        }
    }

    private boolean addExtras(Requirement required) {
        extras.putIfAbsent(required.name(), new TreeSet<>());
        return extras.get(required.name()).addAll(required.extras());
    }

    /**
     * Returns the requirements of one package, in the order of its metadata. An extra that a package does not declare adds
     * none, as in pip.
     *
     * @param name of a package with metadata
     */
    public List<Requirement> of(PackageName name) {
        Metadata one = metadata.get(name);
        Set<ExtraName> required = new HashSet<>(extras.getOrDefault(name, Set.of()));
        required.retainAll(one.providesExtra());
        Set<PackageName> excluded = declared.rules().exclusions();
        List<Requirement> applied = new ArrayList<>();
        for (Requirement requirement : one.requiresDist()) {
            if (!excluded.contains(requirement.name()) && requirement.appliesTo(target.markers(), required)) {
                applied.add(requirement);
            }
        }
        return List.copyOf(applied);
    }
}
