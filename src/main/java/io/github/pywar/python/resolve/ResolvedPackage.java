package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Chosen version of one project.
 *
 * @param name the project
 * @param version its version
 * @param file the wheel that fits the target best, or the source code from which a wheel is built
 * @param requiresPython the Python versions that its metadata supports
 * @param extras the requested extras that it declares, sorted
 * @param requirements the dependencies on the target with those extras, in the order of the metadata
 * @param direct whether a direct reference names the file
 * @param olderWithWheel the newest older version with a fitting wheel, if {@code file} is not a wheel
 */
public record ResolvedPackage(
        PackageName name,
        Version version,
        DistributionFile file,
        VersionSpecifiers requiresPython,
        SortedSet<ExtraName> extras,
        List<Requirement> requirements,
        boolean direct,
        Optional<Version> olderWithWheel) {}
