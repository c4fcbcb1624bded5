package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Package of an advisory (OSV schema 1.x, {@code affected[]}).
 *
 * @param versions affected versions by name
 * @param ranges of affected versions
 * @param isAny whether all versions are affected, because the advisory names none that can be compared
 */
record AffectedPackage(PackageName name, List<Version> versions, List<AffectedRange> ranges, boolean isAny) {

    /** Ecosystem of Python packages; a suffix after {@code :} names a repository. */
    static final String ECOSYSTEM = "PyPI";

    AffectedPackage {
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
    }

    /** Returns whether the text names the ecosystem of Python packages. */
    static boolean isEcosystem(String text) {
        return text.equals(ECOSYSTEM) || text.startsWith(ECOSYSTEM + ":");
    }

    /** Reads an item of {@code affected}; empty if it is not a Python package. */
    static Optional<AffectedPackage> read(JsonNode json) {
        JsonNode identity = json.path("package");
        Optional<PackageName> name = PackageName.tryParse(identity.path("name").asText(""));
        if (name.isEmpty() || !isEcosystem(identity.path("ecosystem").asText(""))) {
            return Optional.empty();
        }
        List<Version> versions = new ArrayList<>();
        json.path("versions").forEach(text -> Version.tryParse(text.asText("")).ifPresent(versions::add));
        List<AffectedRange> ranges = new ArrayList<>();
        for (JsonNode range : json.path("ranges")) {
            if (!range.path("type").asText("").equals("GIT")) {
                ranges.add(AffectedRange.read(range.path("events")));
            }
        }
        boolean isAny = json.path("versions").isEmpty() && ranges.isEmpty();
        return Optional.of(new AffectedPackage(name.get(), versions, ranges, isAny));
    }

    /** Returns whether the version is affected. A local version is a build of its public version (PEP 440). */
    boolean affects(Version version) {
        return isAny
                || versions.contains(version)
                || versions.contains(version.publicVersion())
                || ranges.stream().anyMatch(range -> range.contains(version));
    }

    /** Returns the lowest later version with a fix. */
    Optional<Version> fixedAfter(Version version) {
        return ranges.stream()
                .flatMap(range -> range.fixedAfter(version).stream())
                .min(Comparator.naturalOrder());
    }
}
