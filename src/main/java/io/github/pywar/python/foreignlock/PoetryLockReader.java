package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reader of {@code poetry.lock}, versions 1.0 to 2.1. Since 2.1 each package has its groups and markers; before, Poetry
 * solves again with the locked versions, so dependencies are followed.
 */
final class PoetryLockReader {

    private static final ForeignLockFormat FORMAT = ForeignLockFormat.POETRY;

    private static final Pattern NAME_END = Pattern.compile("[^A-Za-z0-9._-]");

    private final TomlFields root;
    private final TomlFields metadata;
    private final boolean isFlat;

    private PoetryLockReader(TomlFields root) {
        this.root = root;
        this.metadata = root.table("metadata").orElseThrow(() -> root.error("metadata", "is missing"));
        this.isFlat = metadata.parsed("lock-version", Version::parse)
                .map(version -> version.compareTo(Version.parse("2.1")) >= 0)
                .orElse(false);
    }

    static LockedGraph read(TomlFields root) {
        return new PoetryLockReader(root).graph();
    }

    private LockedGraph graph() {
        List<String> warnings = new FormatVersion(FORMAT, "1.0", "2.1").check(metadata, "lock-version");
        List<GraphPackage> packages =
                root.tables("package").stream().map(this::locked).toList();
        VersionSpecifiers python = LockFields.rule(metadata.string("python-versions"));
        return new LockedGraph(
                FORMAT,
                new LockedGraph.Support(python, List.of()),
                isFlat,
                packages,
                metadata.string("content-hash").orElse(""),
                LockedGraph.Rules.NONE,
                warnings);
    }

    private GraphPackage locked(TomlFields table) {
        PackageName name = LockFields.name(table);
        Optional<Version> version = LockFields.version(table);
        return new GraphPackage(
                name,
                version,
                table.table("source").map(PoetryLockReader::source).orElse(GraphSource.index("")),
                "",
                hashes(table, name, version),
                dependencies(table),
                condition(table),
                LockFields.rule(table.string("python-versions")),
                table.location("name"));
    }

    private static GraphSource source(TomlFields source) {
        String url = source.string("url").orElse("");
        return switch (source.string("type").orElse("legacy")) {
            case "git" ->
                new GraphSource(
                        GraphSource.Kind.GIT,
                        url,
                        source.requiredString("resolved_reference"),
                        source.string("subdirectory").orElse(""));
            case "url" ->
                new GraphSource(
                        GraphSource.Kind.URL,
                        url,
                        "",
                        source.string("subdirectory").orElse(""));
            case "file" -> new GraphSource(GraphSource.Kind.FILE, url);
            case "directory" -> new GraphSource(GraphSource.Kind.FOLDER, url);
            default -> GraphSource.index(url);
        };
    }

    private Map<String, Set<String>> hashes(TomlFields table, PackageName name, Optional<Version> version) {
        LockedHashes hashes = new LockedHashes();
        LockFields.addHashes(table.tables("files"), "hash", hashes);
        String written = table.requiredString("name");
        List<TomlFields> shared =
                metadata.table("files").map(files -> files.tables(written)).orElse(List.of());
        LockFields.addHashes(
                shared.stream()
                        .filter(file -> isOf(file.string("file").orElse(""), name, version))
                        .toList(),
                "hash",
                hashes);
        metadata.table("hashes")
                .ifPresent(all ->
                        all.strings(written).forEach(hash -> hashes.add("sha256:" + hash.value(), hash.location())));
        return hashes.all();
    }

    /** Up to version 1.1 the files of all versions of a package are in one list. */
    private static boolean isOf(String file, PackageName name, Optional<Version> version) {
        Optional<Version> own = WheelName.tryParse(file)
                .map(WheelName::version)
                .or(() -> SdistName.tryParse(file, name).map(SdistName::version));
        return own.isEmpty() || own.equals(version);
    }

    private GraphPackage.Condition condition(TomlFields table) {
        Map<ExtraName, Optional<Marker>> markers = new LinkedHashMap<>();
        Optional<TomlFields> byGroup = table.tableIfAny("markers");
        for (ExtraName group : LockFields.extras(table, "groups")) {
            Optional<Marker> marker = byGroup.isPresent()
                    ? LockFields.marker(byGroup.get(), group.value())
                    : LockFields.marker(table, "markers");
            markers.put(group, marker);
        }
        return new GraphPackage.Condition(markers);
    }

    private static List<GraphDependency> dependencies(TomlFields table) {
        List<GraphDependency> all = new ArrayList<>();
        table.table("dependencies").ifPresent(dependencies -> {
            Map<String, Object> values = dependencies.toMap();
            dependencies.keys().forEach(key -> {
                PackageName name =
                        PackageName.tryParse(key).orElseThrow(() -> dependencies.error(key, "is not a package name"));
                List<GraphDependency> own = dependencies(name, values.get(key), dependencies.location(key));
                all.addAll(isOptional(values.get(key)) ? ofExtras(own, name, table) : own);
            });
        });
        return all;
    }

    private static boolean isOptional(Object value) {
        return value instanceof Map<?, ?> one && Boolean.TRUE.equals(one.get("optional"));
    }

    /** Poetry 1.0 writes no marker with the extra of an optional dependency: the table of extras has it. */
    private static List<GraphDependency> ofExtras(List<GraphDependency> own, PackageName name, TomlFields table) {
        boolean isMarked =
                own.stream().flatMap(one -> one.marker().stream()).anyMatch(marker -> marker.mentions("extra"));
        Optional<TomlFields> extras = table.table("extras");
        if (isMarked || extras.isEmpty()) {
            return own;
        }
        List<GraphDependency> all = new ArrayList<>();
        for (String extra : extras.get().keys()) {
            boolean isListed = extras.get().strings(extra).stream()
                    .flatMap(item -> PackageName.tryParse(NAME_END.split((String) item.value(), 2)[0]).stream())
                    .anyMatch(name::equals);
            if (isListed) {
                own.forEach(one -> all.add(one.ifExtras(Set.of(ExtraName.parse(extra)))));
            }
        }
        return all;
    }

    private static List<GraphDependency> dependencies(PackageName name, Object value, SourceLocation location) {
        if (value instanceof List<?> several) {
            return several.stream()
                    .flatMap(one -> dependencies(name, one, location).stream())
                    .toList();
        }
        if (!(value instanceof Map<?, ?> table)) {
            return List.of(new GraphDependency(
                    name, Set.of(), Optional.empty(), LockFields.rule(Optional.of(String.valueOf(value)))));
        }
        Set<ExtraName> extras = new LinkedHashSet<>();
        if (table.get("extras") instanceof List<?> names) {
            names.forEach(extra -> extras.add(ExtraName.parse(String.valueOf(extra))));
        }
        return List.of(new GraphDependency(
                name,
                extras,
                LockFields.marker(LockFields.text(table, "markers"), location),
                LockFields.rule(Optional.of(LockFields.text(table, "version")))));
    }
}
