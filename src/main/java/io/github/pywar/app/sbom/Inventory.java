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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Packages of an archive, and how they depend on each other. It is computed from the wheels themselves, so that a lock and a
 * resolution give the same result. Immutable.
 */
public final class Inventory {

    private final AppSpec spec;
    private final List<InventoryPackage> packages;
    private final Map<PackageName, List<InventoryPackage>> dependents = new HashMap<>();

    private Inventory(AppSpec spec, List<InventoryPackage> packages) {
        this.spec = spec;
        this.packages = List.copyOf(packages);
        for (InventoryPackage one : packages) {
            addDependent(one);
        }
    }

    private void addDependent(InventoryPackage dependent) {
        Set<PackageName> names = new LinkedHashSet<>();
        for (Requirement required : dependent.requires()) {
            names.add(required.name());
        }
        for (PackageName name : names) {
            dependents.putIfAbsent(name, new ArrayList<>());
            dependents.get(name).add(dependent);
        }
    }

    /** Returns the application. */
    public AppSpec spec() {
        return spec;
    }

    /** Returns the packages, sorted by name. */
    public List<InventoryPackage> packages() {
        return packages;
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
        Map<PackageName, Set<String>> declarations = declarations(spec);
        AppliedRequirements applied = new AppliedRequirements(spec.dependencies(), spec.target(), metadata);
        List<InventoryPackage> packages = new ArrayList<>();
        for (Library library : libraries) {
            PackageName name = library.wheel().name().name();
            Metadata own = metadata.get(name);
            List<Requirement> met = new ArrayList<>();
            for (Requirement required : applied.of(name)) {
                if (metadata.containsKey(required.name()) && !required.name().equals(name)) {
                    met.add(required);
                }
            }
            packages.add(new InventoryPackage(
                    library,
                    own,
                    DeclaredLicense.of(own),
                    met,
                    declarations(library, declarations.getOrDefault(name, Set.of())),
                    BundledLibraries.of(library.wheel())));
        }
        return new Inventory(spec, packages);
    }

    private static Map<PackageName, Set<String>> declarations(AppSpec spec) {
        Map<PackageName, Set<String>> declarations = new HashMap<>();
        for (DeclaredRequirement one : spec.dependencies().requirements()) {
            PackageName name = one.requirement().name();
            declarations.putIfAbsent(name, new LinkedHashSet<>());
            declarations.get(name).add(one.toString());
        }
        return declarations;
    }

    /** A requirement without a name is not listed by name, but its package is marked as requested. */
    private static List<String> declarations(Library library, Set<String> named) {
        return named.isEmpty() && library.requested()
                ? List.of(library.wheel().name().name() + " (a URL)")
                : List.copyOf(named);
    }

    /** Returns the packages that the application itself requires. */
    public List<InventoryPackage> direct() {
        List<InventoryPackage> direct = new ArrayList<>();
        for (InventoryPackage one : packages) {
            if (!one.declarations().isEmpty()) {
                direct.add(one);
            }
        }
        return List.copyOf(direct);
    }

    /** Returns the packages that require this one. */
    public List<InventoryPackage> dependents(PackageName name) {
        return Collections.unmodifiableList(dependents.getOrDefault(name, List.of()));
    }
}
