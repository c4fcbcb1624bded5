package io.github.pywar.app.sbom;

import io.github.pywar.app.dependency.AppliedRequirements;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.python.elf.BundledLibraries;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packages of an archive, and how they depend on each other. It is computed from the wheels themselves, so that a lock and a
 * resolution give the same result.
 *
 * @param spec the application
 * @param packages sorted by name
 */
public record Inventory(AppSpec spec, List<InventoryPackage> packages) {

    public Inventory {
        packages = List.copyOf(packages);
    }

    /** Returns the inventory of an archive with these libraries. */
    public static Inventory of(AppSpec spec, List<Library> libraries) throws IOException {
        Map<PackageName, Metadata> metadata = new LinkedHashMap<>();
        Metadata.Texts texts = new Metadata.Texts();
        for (Library library : libraries) {
            metadata.put(
                    library.wheel().name().name(),
                    Metadata.parse(library.wheel().metadata(), texts));
        }
        AppliedRequirements applied = new AppliedRequirements(spec.dependencies(), spec.target(), metadata);
        List<InventoryPackage> packages = new ArrayList<>();
        for (Library library : libraries) {
            PackageName name = library.wheel().name().name();
            Metadata own = metadata.get(name);
            List<Requirement> met = applied.of(name).stream()
                    .filter(required -> metadata.containsKey(required.name())
                            && !required.name().equals(name))
                    .toList();
            packages.add(new InventoryPackage(
                    library,
                    own,
                    DeclaredLicense.of(own),
                    met,
                    declarations(spec, library),
                    BundledLibraries.of(library.wheel())));
        }
        return new Inventory(spec, packages);
    }

    /** A requirement without a name is not listed by name, but its package is marked as requested. */
    private static List<String> declarations(AppSpec spec, Library library) {
        List<String> named = spec.dependencies().requirements().stream()
                .filter(one ->
                        one.requirement().name().equals(library.wheel().name().name()))
                .map(DeclaredRequirement::toString)
                .distinct()
                .toList();
        return named.isEmpty() && library.requested()
                ? List.of(library.wheel().name().name() + " (a URL)")
                : named;
    }

    /** Returns the packages that the application itself requires. */
    public List<InventoryPackage> direct() {
        return packages.stream().filter(one -> !one.declarations().isEmpty()).toList();
    }

    /** Returns the packages that require this one. */
    public List<InventoryPackage> dependents(PackageName name) {
        return packages.stream()
                .filter(one -> one.requires().stream()
                        .anyMatch(required -> required.name().equals(name)))
                .toList();
    }
}
