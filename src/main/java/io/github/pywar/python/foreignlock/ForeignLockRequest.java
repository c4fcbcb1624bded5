package io.github.pywar.python.foreignlock;

import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.Optional;

/**
 * Request for the pins of a target.
 *
 * @param target the environment
 * @param project the name of the project that is locked; empty if it has none
 * @param extras of the project that are selected
 * @param groups of the project that are selected; its own dependencies always are
 * @param requirements what the project declares, with the selected extras and groups
 */
public record ForeignLockRequest(
        TargetEnvironment target,
        Optional<PackageName> project,
        List<ExtraName> extras,
        List<ExtraName> groups,
        List<DeclaredRequirement> requirements) {

    public ForeignLockRequest {
        extras = List.copyOf(extras);
        groups = List.copyOf(groups);
        requirements = List.copyOf(requirements);
    }
}
