package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.solver.SolverStatistics;
import java.util.List;
import java.util.Optional;

/**
 * A version and a wheel of everything that is needed.
 *
 * @param roots what was asked for and counts on the target
 * @param packages sorted by name
 * @param warnings one each for what a person should know: a pre-release, a yanked file, an extra that does not exist
 * @param notes one each for what explains the choice: a newer version without a fitting wheel
 * @param statistics what it cost
 */
public record Resolution(
        List<RootRequirement> roots,
        List<ResolvedPackage> packages,
        List<String> warnings,
        List<String> notes,
        SolverStatistics statistics) {

    public Resolution {
        roots = List.copyOf(roots);
        packages = List.copyOf(packages);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** @return the project as chosen, if it is needed */
    public Optional<ResolvedPackage> find(PackageName name) {
        return packages.stream().filter(chosen -> chosen.name().equals(name)).findFirst();
    }
}
