package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.RequirementsOptions;
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
public record Dependencies(
        List<DeclaredRequirement> requirements,
        List<DeclaredRequirement> constraints,
        List<RequirementsOptions> options,
        boolean requiresHashes,
        Rules rules) {

    /** Asks for nothing. */
    public static final Dependencies NONE = new Dependencies(List.of(), List.of(), List.of(), false);

    public Dependencies {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        options = List.copyOf(options);
    }

    /** Dependencies without rules. */
    public Dependencies(
            List<DeclaredRequirement> requirements,
            List<DeclaredRequirement> constraints,
            List<RequirementsOptions> options,
            boolean requiresHashes) {
        this(requirements, constraints, options, requiresHashes, Rules.NONE);
    }

    /**
     * @param wheels projects of which a wheel is taken
     * @throws UserException with all of them of which a source build is asked for
     */
    public void checkWheels(Collection<PackageName> wheels) {
        new FormatDuty(this).check(wheels);
    }

    /** @return the same under other rules */
    public Dependencies under(Rules other) {
        return new Dependencies(requirements, constraints, options, requiresHashes, other);
    }

    /** @return the same with more constraints */
    public Dependencies constrained(List<DeclaredRequirement> more) {
        return and(new Dependencies(List.of(), more, List.of(), false));
    }

    /** @return the same with more requirements */
    public Dependencies requiring(List<DeclaredRequirement> more) {
        return and(new Dependencies(more, List.of(), List.of(), false));
    }

    /** @return both, under the rules of this */
    Dependencies and(Dependencies other) {
        return new Dependencies(
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
