package io.github.pywar.python.foreignlock;

import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Content of a lock file of any format.
 *
 * @param support the environments that the lock is for
 * @param isFlat whether packages are selected by their groups and markers; otherwise dependencies are followed
 * @param packages in the order of the file
 * @param contentHash digest of the declaration that the lock was made from, as the file has it; empty if it has none
 * @param rules of the tool for all packages, as the lock records them
 * @param warnings about the file
 */
record LockedGraph(
        ForeignLockFormat format,
        Support support,
        boolean isFlat,
        List<GraphPackage> packages,
        String contentHash,
        Rules rules,
        List<String> warnings) {

    LockedGraph {
        packages = List.copyOf(packages);
        warnings = List.copyOf(warnings);
    }

    /**
     * Environments that a lock is for.
     *
     * @param python versions of Python
     * @param environments one of them must hold; any environment if the list is empty
     * @param isBinding whether the tool refuses other Pythons; else it only warns
     */
    record Support(VersionSpecifiers python, List<Marker> environments, boolean isBinding) {

        /** An environment that the tool insists on. */
        Support(VersionSpecifiers python, List<Marker> environments) {
            this(python, environments, true);
        }
    }

    /**
     * Rules of a tool for all packages.
     *
     * @param overrides requirements that replace all others on the same package
     * @param constraints limits of packages that are required elsewhere
     * @param excluded packages that are never installed
     */
    record Rules(List<GraphDependency> overrides, List<GraphDependency> constraints, Set<PackageName> excluded) {

        static final Rules NONE = new Rules(List.of(), List.of(), Set.of());
    }

    /** Returns the packages of a name. */
    List<GraphPackage> named(PackageName name) {
        return packages.stream().filter(one -> one.name().equals(name)).toList();
    }

    /** Returns the entry of the project itself: by its name, or else the folder of the lock. */
    Optional<GraphPackage> project(Optional<PackageName> name) {
        return packages.stream()
                .filter(one -> one.source().kind() == GraphSource.Kind.FOLDER)
                .filter(one -> name.map(one.name()::equals)
                        .orElseGet(() -> one.source().isProject()))
                .findFirst();
    }
}
