package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.data.Json;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages of a built archive: those of its manifest, and the Python packages inside of wheels, as far as the publishers of
 * the wheels declare them (PEP 770). The latter are in the archive's bill of materials.
 *
 * @param lines lines that declare packages, by name
 */
public record ArchivePackages(BuiltArchive archive, DeclarationLines lines) {

    /** In bytes. */
    private static final int LARGEST_SBOM = 256 << 20;

    /** Returns the packages. */
    public Set<AuditedPackage> read() throws IOException {
        Set<AuditedPackage> packages = new TreeSet<>();
        for (JsonNode one : archive.manifest().path("packages")) {
            PackageName name = PackageName.parse(one.path("name").asText());
            packages.add(packaged(name, Version.parse(one.path("version").asText()), Optional.empty(), name));
        }
        Optional<byte[]> sbom = archive.content(ArchiveLayout.SBOM, LARGEST_SBOM);
        if (sbom.isPresent()) {
            addVendored(Json.read(sbom.get(), ArchiveLayout.SBOM), packages);
        }
        return packages;
    }

    /** The reference of a component in a wheel is that of the wheel, a number sign, and its own. */
    private void addVendored(JsonNode document, Set<AuditedPackage> packages) {
        for (JsonNode component : document.path("components")) {
            String[] ref = component.path("bom-ref").asText("").split("#", 2);
            Optional<PackageName> outer = PackageUrlText.parse(ref[0]).flatMap(PackageUrlText::python);
            Optional<PackageUrlText> own =
                    PackageUrlText.parse(component.path("purl").asText(""));
            Optional<PackageName> name = own.flatMap(PackageUrlText::python);
            Optional<Version> version = own.flatMap(PackageUrlText::version).flatMap(Version::tryParse);
            if (ref.length == 2 && outer.isPresent() && name.isPresent() && version.isPresent()) {
                packages.add(packaged(
                        name.get(), version.get(), Optional.of(outer.get().value()), outer.get()));
            }
        }
    }

    private AuditedPackage packaged(PackageName name, Version version, Optional<String> within, PackageName declared) {
        return new AuditedPackage(name, version, within, lines.file(), lines.of(declared));
    }

    /** Returns the packages of a lock, which contain no others as far as the lock says. */
    public static Set<AuditedPackage> ofLock(Map<PackageName, Version> versions, DeclarationLines lines) {
        Set<AuditedPackage> packages = new TreeSet<>();
        versions.forEach((name, version) ->
                packages.add(new AuditedPackage(name, version, Optional.empty(), lines.file(), lines.of(name))));
        return packages;
    }
}
