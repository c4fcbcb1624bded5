package io.github.pywar.app.spec;

import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.RequirementsOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What an application requires on its target.
 *
 * @param requirements what is asked for
 * @param constraints what restricts versions without asking for anything
 * @param options of requirements files, in their order
 * @param requiresHashes whether every file must have one of the hashes given
 */
public record Dependencies(
        List<DeclaredRequirement> requirements,
        List<DeclaredRequirement> constraints,
        List<RequirementsOptions> options,
        boolean requiresHashes) {

    /** Asks for nothing. */
    public static final Dependencies NONE = new Dependencies(List.of(), List.of(), List.of(), false);

    public Dependencies {
        requirements = List.copyOf(requirements);
        constraints = List.copyOf(constraints);
        options = List.copyOf(options);
    }

    /** @return both */
    Dependencies and(Dependencies other) {
        return new Dependencies(
                joined(requirements, other.requirements),
                joined(constraints, other.constraints),
                joined(options, other.options),
                requiresHashes || other.requiresHashes);
    }

    /** @return the same and these requirements */
    Dependencies and(List<DeclaredRequirement> more) {
        return and(new Dependencies(more, List.of(), List.of(), false));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
