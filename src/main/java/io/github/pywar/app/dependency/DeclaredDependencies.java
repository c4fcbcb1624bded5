package io.github.pywar.app.dependency;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.FormatPolicy;
import io.github.pywar.app.policy.HashPolicy;
import io.github.pywar.app.policy.PinPolicy;
import io.github.pywar.app.policy.PrereleasePolicy;
import io.github.pywar.python.foreignlock.ForeignLockPins;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.startup.PackageCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dependencies that an application declares for its target.
 *
 * @param requirements what the application requires
 * @param constraints version limits for packages that are required elsewhere (pip's {@code -c})
 * @param options of requirements files, in the order of the files
 * @param requiresHashes whether every file must have one of the declared hashes
 * @param rules of the POM for all packages
 * @param sources package sources that the declarations name
 * @param unnamed requirements on source code whose metadata has the name
 * @param pins of a lock of another tool; they are among the constraints
 */
public record DeclaredDependencies(
        List<DeclaredRequirement> requirements,
        List<DeclaredRequirement> constraints,
        List<RequirementsOptions> options,
        boolean requiresHashes,
        DependencyRules rules,
        NamedSources sources,
        List<UnnamedRequirement> unnamed,
        PinPolicy pins) {

    /** No dependencies. */
    public static final DeclaredDependencies NONE = new DeclaredDependencies(List.of(), List.of(), List.of(), false);

    public DeclaredDependencies {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        options = List.copyOf(options);
        unnamed = List.copyOf(unnamed);
    }

    /** Dependencies that all have a name, and whose declarations name no package sources. */
    public DeclaredDependencies(
            List<DeclaredRequirement> requirements,
            List<DeclaredRequirement> constraints,
            List<RequirementsOptions> options,
            boolean requiresHashes,
            DependencyRules rules) {
        this(requirements, constraints, options, requiresHashes, rules, NamedSources.NONE, List.of(), PinPolicy.NONE);
    }

    /** Dependencies without rules. */
    public DeclaredDependencies(
            List<DeclaredRequirement> requirements,
            List<DeclaredRequirement> constraints,
            List<RequirementsOptions> options,
            boolean requiresHashes) {
        this(requirements, constraints, options, requiresHashes, DependencyRules.NONE);
    }

    /** Returns whether there is no requirement. */
    public boolean isEmpty() {
        return requirements.isEmpty() && unnamed.isEmpty();
    }

    /** Returns the same dependencies with more requirements on source code without a name. */
    public DeclaredDependencies referring(List<UnnamedRequirement> more) {
        return new DeclaredDependencies(
                requirements, constraints, options, requiresHashes, rules, sources, joined(unnamed, more), pins);
    }

    /** Returns the same dependencies with these requirements instead of those without a name. */
    public DeclaredDependencies withNames(List<DeclaredRequirement> named) {
        return new DeclaredDependencies(
                joined(requirements, named), constraints, options, requiresHashes, rules, sources, List.of(), pins);
    }

    /** Returns the policy for hashes. */
    public HashPolicy hashPolicy() {
        return new HashPolicy(requirements, constraints, requiresHashes);
    }

    /** Returns the policy for wheels and source distributions. */
    public FormatPolicy formatPolicy() {
        return new FormatPolicy(options, requirements);
    }

    /** Returns the policy for pre-releases. */
    public PrereleasePolicy prereleasePolicy() {
        return new PrereleasePolicy(options, rules);
    }

    /**
     * Returns the same dependencies with more rules, which have precedence: an override replaces the pin of its package,
     * too.
     */
    public DeclaredDependencies under(DependencyRules other) {
        Set<PackageName> overridden = new HashSet<>();
        for (DeclaredRequirement one : other.overrides()) {
            overridden.add(one.requirement().name());
        }
        List<DeclaredRequirement> left = new ArrayList<>();
        for (DeclaredRequirement one : constraints) {
            if (!pins.isPin(one) || !overridden.contains(one.requirement().name())) {
                left.add(one);
            }
        }
        return new DeclaredDependencies(
                requirements,
                left,
                options,
                requiresHashes,
                other.over(rules),
                sources,
                unnamed,
                pins.without(overridden));
    }

    /** Returns the same dependencies, which accept start-up code that is recorded, and no other of the same packages. */
    public DeclaredDependencies accepting(Collection<PackageCode> recorded) {
        return new DeclaredDependencies(
                requirements,
                constraints,
                options,
                requiresHashes,
                rules.startup(rules.startup().recording(recorded)),
                sources,
                unnamed,
                pins);
    }

    /** Returns the same dependencies with more package sources that the declarations name. */
    DeclaredDependencies from(NamedSources others) {
        return new DeclaredDependencies(
                requirements, constraints, options, requiresHashes, rules, sources.and(others), unnamed, pins);
    }

    /** Returns the same dependencies with the pins of a lock of another tool, and its rules. */
    DeclaredDependencies pinned(ForeignLockPins lock) {
        List<DeclaredRequirement> overrides = lock.pins().stream()
                .filter(pin -> lock.overridden().contains(pin.requirement().name()))
                .toList();
        return new DeclaredDependencies(
                requirements,
                joined(constraints, lock.pins()),
                options,
                requiresHashes,
                rules.over(DependencyRules.of(overrides, lock.excluded())),
                sources,
                unnamed,
                PinPolicy.of(lock));
    }

    /** Returns the same dependencies with more constraints. */
    public DeclaredDependencies constrained(List<DeclaredRequirement> more) {
        return and(new DeclaredDependencies(List.of(), more, List.of(), false));
    }

    /** Returns the same dependencies with more requirements. */
    public DeclaredDependencies requiring(List<DeclaredRequirement> more) {
        return and(new DeclaredDependencies(more, List.of(), List.of(), false));
    }

    /** Returns both, with the rules of this one. */
    public DeclaredDependencies and(DeclaredDependencies other) {
        return new DeclaredDependencies(
                joined(requirements, other.requirements),
                joined(constraints, other.constraints),
                joined(options, other.options),
                requiresHashes || other.requiresHashes,
                rules,
                sources.and(other.sources),
                joined(unnamed, other.unnamed),
                pins);
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
