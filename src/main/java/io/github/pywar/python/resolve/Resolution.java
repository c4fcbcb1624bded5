package io.github.pywar.python.resolve;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.solver.SolverStatistics;
import java.util.List;
import java.util.Optional;

/**
 * Result of a resolution: a version and a wheel of each required package.
 *
 * @param roots the declared requirements that apply to the target
 * @param packages sorted by name
 * @param warnings for example a pre-release, a yanked file, an extra that does not exist
 * @param notes explanations of a choice, for example a newer version without a fitting wheel
 * @param statistics the cost of the search
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

    /** Returns the chosen package of a project, if the resolution has it. */
    public Optional<ResolvedPackage> find(PackageName name) {
        int low = 0;
        int high = packages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (packages.get(middle).name().compareTo(name) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < packages.size() && packages.get(low).name().equals(name)
                ? Optional.of(packages.get(low))
                : Optional.empty();
    }
}
