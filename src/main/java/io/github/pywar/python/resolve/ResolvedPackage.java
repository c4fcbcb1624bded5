package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.List;
import java.util.SortedSet;

/**
 * Chosen version of one project.
 *
 * @param name the project
 * @param version its version
 * @param wheel the wheel that fits the target best
 * @param requiresPython the Python versions that the metadata of the wheel supports
 * @param extras the requested extras that the wheel declares, sorted
 * @param requirements the dependencies on the target with those extras, in the order of the metadata
 * @param direct whether a direct reference names the wheel
 */
public record ResolvedPackage(
        PackageName name,
        Version version,
        DistributionFile wheel,
        VersionSpecifiers requiresPython,
        SortedSet<ExtraName> extras,
        List<Requirement> requirements,
        boolean direct) {}
