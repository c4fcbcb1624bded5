package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reader of {@code pdm.lock}, versions 4.0 to 4.5. With the strategy {@code inherit_metadata}, the default, each package has
 * its groups and markers; without it, dependencies are followed. A package with requested extras has an entry of its own,
 * which lists what the extras add.
 */
final class PdmLockReader {

    private static final ForeignLockFormat FORMAT = ForeignLockFormat.PDM;

    private final TomlFields root;
    private final TomlFields metadata;

    private PdmLockReader(TomlFields root) {
        this.root = root;
        this.metadata = root.table("metadata").orElseThrow(() -> root.error("metadata", "is missing"));
    }

    static LockedGraph read(TomlFields root) {
        return new PdmLockReader(root).graph();
    }

    private LockedGraph graph() {
        List<String> warnings = new FormatVersion(FORMAT, "4.0", "4.5").check(metadata, "lock_version");
        boolean isFlat = metadata.strings("strategy").stream()
                .anyMatch(one -> one.value().equals("inherit_metadata"));
        return new LockedGraph(
                FORMAT,
                new LockedGraph.Support(python(), List.of()),
                isFlat,
                isFlat ? packages() : merged(packages()),
                metadata.string("content_hash").orElse("").replaceFirst("^sha256:", ""),
                LockedGraph.Rules.NONE,
                warnings);
    }

    /** A lock has one range of Python, or one for each of its targets. */
    private VersionSpecifiers python() {
        List<VersionSpecifiers> targets = metadata.tables("targets").stream()
                .map(target -> target.parsed("requires_python", VersionSpecifiers::parse)
                        .orElse(VersionSpecifiers.ANY))
                .toList();
        return targets.isEmpty() ? VersionSpecifiers.ANY : VersionSpecifiers.anyOf(targets);
    }

    private List<GraphPackage> packages() {
        return root.tables("package").stream().map(PdmLockReader::locked).toList();
    }

    /** Merges the entry of a package with those for its extras. */
    private static List<GraphPackage> merged(List<GraphPackage> entries) {
        Map<List<Object>, GraphPackage> merged = new LinkedHashMap<>();
        for (GraphPackage one : entries) {
            merged.merge(List.of(one.name(), one.version(), one.source()), one, GraphPackage::and);
        }
        return List.copyOf(merged.values());
    }

    private static GraphPackage locked(TomlFields table) {
        LockedHashes hashes = new LockedHashes();
        LockFields.addHashes(table.tables("files"), "hash", hashes);
        Set<ExtraName> extras = LockFields.extras(table, "extras");
        return new GraphPackage(
                LockFields.name(table),
                LockFields.version(table),
                source(table),
                "",
                hashes.all(),
                table.strings("dependencies").stream()
                        .map(one ->
                                dependency((String) one.value(), one.location()).ifExtras(extras))
                        .toList(),
                condition(table),
                LockFields.rule(table.string("requires_python")),
                table.location("name"));
    }

    private static GraphSource source(TomlFields table) {
        String subdirectory = table.string("subdirectory").orElse("");
        if (table.has("git")) {
            return new GraphSource(
                    GraphSource.Kind.GIT, table.requiredString("git"), table.requiredString("revision"), subdirectory);
        }
        if (table.has("path")) {
            String path = table.requiredString("path");
            boolean isFile = path.matches("(?i).*\\.(whl|zip|tar|tar\\.(gz|bz2|xz)|tgz)");
            return new GraphSource(isFile ? GraphSource.Kind.FILE : GraphSource.Kind.FOLDER, path);
        }
        return table.string("url")
                .map(url -> new GraphSource(GraphSource.Kind.URL, url, "", subdirectory))
                .orElse(GraphSource.index(""));
    }

    private static GraphPackage.Condition condition(TomlFields table) {
        Optional<Marker> marker = LockFields.marker(table, "marker");
        Map<ExtraName, Optional<Marker>> groups = new LinkedHashMap<>();
        LockFields.extras(table, "groups").forEach(group -> groups.put(group, marker));
        return new GraphPackage.Condition(groups);
    }

    /** A direct reference accepts the locked package whatever its version is. */
    private static GraphDependency dependency(String text, SourceLocation location) {
        try {
            Requirement requirement = Requirement.parse(text);
            return new GraphDependency(
                    requirement.name(), requirement.extras(), requirement.marker(), requirement.specifiers());
        } catch (UserException invalid) {
            throw invalid.fact("from: " + location);
        }
    }
}
