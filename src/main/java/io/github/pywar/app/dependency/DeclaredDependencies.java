package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What an application requires on its target.
 *
 * @param requirements what is asked for
 * @param constraints what restricts versions without asking for anything
 * @param options of requirements files, in their order
 * @param requiresHashes whether every file must have one of the hashes given
 * @param rules what is said of projects that others require
 */
public record DeclaredDependencies(
        List<DeclaredRequirement> requirements,
        List<DeclaredRequirement> constraints,
        List<RequirementsOptions> options,
        boolean requiresHashes,
        DependencyRules rules) {

    /** Asks for nothing. */
    public static final DeclaredDependencies NONE = new DeclaredDependencies(List.of(), List.of(), List.of(), false);

    public DeclaredDependencies {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        options = List.copyOf(options);
    }

    /** DeclaredDependencies without rules. */
    public DeclaredDependencies(
            List<DeclaredRequirement> requirements,
            List<DeclaredRequirement> constraints,
            List<RequirementsOptions> options,
            boolean requiresHashes) {
        this(requirements, constraints, options, requiresHashes, DependencyRules.NONE);
    }

    /**
     * @param wheels projects of which a wheel is taken
     * @throws UserException with all of them of which a source build is asked for
     */
    public void checkWheels(Collection<PackageName> wheels) {
        new FormatPolicy(this).check(wheels);
    }

    /** @return the same under other rules */
    public DeclaredDependencies under(DependencyRules other) {
        return new DeclaredDependencies(requirements, constraints, options, requiresHashes, other);
    }

    /** @return the same with more constraints */
    public DeclaredDependencies constrained(List<DeclaredRequirement> more) {
        return and(new DeclaredDependencies(List.of(), more, List.of(), false));
    }

    /** @return the same with more requirements */
    public DeclaredDependencies requiring(List<DeclaredRequirement> more) {
        return and(new DeclaredDependencies(more, List.of(), List.of(), false));
    }

    /** @return both, under the rules of this */
    DeclaredDependencies and(DeclaredDependencies other) {
        return new DeclaredDependencies(
                joined(requirements, other.requirements),
                joined(constraints, other.constraints),
                joined(options, other.options),
                requiresHashes || other.requiresHashes,
                rules);
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
