package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reader of {@code uv.lock}, version 1. Dependencies name the exact version and source if a package has several. */
final class UvLockReader {

    private static final ForeignLockFormat FORMAT = ForeignLockFormat.UV;

    private final TomlFields root;

    private UvLockReader(TomlFields root) {
        this.root = root;
    }

    static LockedGraph read(TomlFields root) {
        return new UvLockReader(root).graph();
    }

    private LockedGraph graph() {
        checkVersion();
        LockedGraph.Support support = new LockedGraph.Support(
                LockFields.rule(root.string("requires-python")), root.parsedList("supported-markers", Marker::parse));
        return new LockedGraph(
                FORMAT,
                support,
                false,
                root.tables("package").stream().map(UvLockReader::locked).toList(),
                "",
                root.table("manifest").map(UvLockReader::rules).orElse(LockedGraph.Rules.NONE),
                List.of());
    }

    /** A new version is a change that older readers do not understand; a revision is one that they can ignore. */
    private void checkVersion() {
        long version = root.integer("version").orElseThrow(() -> root.error("version", "is missing"));
        if (version != 1) {
            throw root.error("version", "is `" + version + "`, and only version 1 can be read")
                    .hint("write the lock with a release of uv that writes version 1");
        }
    }

    private static LockedGraph.Rules rules(TomlFields manifest) {
        Set<PackageName> excluded = new LinkedHashSet<>(manifest.parsedList("excludes", PackageName::parse));
        return new LockedGraph.Rules(recorded(manifest, "overrides"), recorded(manifest, "constraints"), excluded);
    }

    /** Returns requirements as they are declared: with specifiers, without the chosen versions. */
    static List<GraphDependency> recorded(TomlFields table, String key) {
        return table.tables(key).stream()
                .map(one -> new GraphDependency(
                        LockFields.name(one),
                        LockFields.extras(one, "extras"),
                        LockFields.marker(one, "marker"),
                        LockFields.rule(one.string("specifier"))))
                .toList();
    }

    private static GraphPackage locked(TomlFields table) {
        TomlFields source = table.table("source").orElseThrow(() -> table.error("source", "is missing"));
        LockedHashes hashes = new LockedHashes();
        LockFields.addHashes(table.tables("wheels"), "hash", hashes);
        LockFields.addHashes(table.table("sdist").stream().toList(), "hash", hashes);
        return new GraphPackage(
                LockFields.name(table),
                LockFields.version(table),
                source(source),
                key(source),
                hashes.all(),
                dependencies(table),
                GraphPackage.Condition.NONE,
                VersionSpecifiers.ANY,
                table.location("name"));
    }

    private static GraphSource source(TomlFields source) {
        String kind = source.keys().stream().findFirst().orElse("");
        String location = source.string(kind).orElse("");
        return switch (kind) {
            case "registry" -> GraphSource.index(location);
            case "git" -> git(location, source);
            case "url" ->
                new GraphSource(
                        GraphSource.Kind.URL,
                        location,
                        "",
                        source.string("subdirectory").orElse(""));
            case "path" -> new GraphSource(GraphSource.Kind.FILE, location);
            case "directory", "editable", "virtual" -> new GraphSource(GraphSource.Kind.FOLDER, location);
            default ->
                throw source.error(
                        "", "has none of `registry`, `git`, `url`, `path`, `directory`, `editable`" + " and `virtual`");
        };
    }

    /** The URL is {@code URL?subdirectory=PATH&rev=REVISION#COMMIT}. */
    private static GraphSource git(String text, TomlFields source) {
        int hash = text.lastIndexOf('#');
        if (hash < 0) {
            throw source.error("git", "has no commit");
        }
        String url = text.substring(0, hash);
        int question = url.indexOf('?');
        String subdirectory = "";
        for (String parameter :
                question < 0 ? new String[0] : url.substring(question + 1).split("&")) {
            if (parameter.startsWith("subdirectory=")) {
                subdirectory = parameter.substring("subdirectory=".length()).replace("%2F", "/");
            }
        }
        return new GraphSource(
                GraphSource.Kind.GIT,
                question < 0 ? url : url.substring(0, question),
                text.substring(hash + 1),
                subdirectory);
    }

    private static String key(TomlFields source) {
        return source.toMap().toString();
    }

    private static List<GraphDependency> dependencies(TomlFields table) {
        List<GraphDependency> all = new ArrayList<>();
        table.tables("dependencies").forEach(one -> all.add(dependency(one)));
        table.table("optional-dependencies")
                .ifPresent(extras -> extras.keys()
                        .forEach(extra -> extras.tables(extra)
                                .forEach(one -> all.add(dependency(one).ifExtras(Set.of(ExtraName.parse(extra)))))));
        table.table("dev-dependencies")
                .ifPresent(groups -> groups.keys()
                        .forEach(group -> groups.tables(group)
                                .forEach(one -> all.add(dependency(one).ifGroup(ExtraName.parse(group))))));
        return all;
    }

    private static GraphDependency dependency(TomlFields table) {
        VersionSpecifiers rule =
                LockFields.version(table).map(UvLockReader::exactly).orElse(VersionSpecifiers.ANY);
        return new GraphDependency(
                LockFields.name(table),
                LockFields.extras(table, "extra"),
                Set.of(),
                Optional.empty(),
                LockFields.marker(table, "marker"),
                rule,
                table.table("source").map(UvLockReader::key).orElse(""));
    }

    private static VersionSpecifiers exactly(Version version) {
        return VersionSpecifiers.parse("===" + version);
    }
}
