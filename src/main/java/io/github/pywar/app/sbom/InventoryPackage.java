package io.github.pywar.app.sbom;

import io.github.pywar.app.library.Library;
import io.github.pywar.python.elf.BundledLibraries;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.WheelName;
import java.util.List;

/**
 * Package in an archive.
 *
 * @param library its wheel
 * @param metadata of the wheel
 * @param license that the metadata declares
 * @param requires its requirements that apply to the target and that the archive meets
 * @param declarations the requirements of the application on it, with their locations; empty if only packages require it
 * @param bundled shared libraries of other projects in the wheel
 */
public record InventoryPackage(
        Library library,
        Metadata metadata,
        DeclaredLicense license,
        List<Requirement> requires,
        List<String> declarations,
        List<BundledLibraries.Bundled> bundled) {

    public InventoryPackage {
        requires = List.copyOf(requires);
        declarations = List.copyOf(declarations);
        bundled = List.copyOf(bundled);
    }

    /** Returns its normalised name. */
    public PackageName name() {
        return wheel().name();
    }

    /** Returns its version. */
    public Version version() {
        return wheel().version();
    }

    private WheelName wheel() {
        return library.wheel().name();
    }
}
