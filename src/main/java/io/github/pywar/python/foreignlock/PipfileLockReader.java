package io.github.pywar.python.foreignlock;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reader of {@code Pipfile.lock}, version 6 of its format. Each category is a flat list of packages with markers.
 */
final class PipfileLockReader {

    private static final ForeignLockFormat FORMAT = ForeignLockFormat.PIPENV;
    private static final String META = "_meta";
    private static final int VERSION = 6;

    private final JsonNode root;
    private final JsonLines lines;

    private PipfileLockReader(JsonNode root, JsonLines lines) {
        this.root = root;
        this.lines = lines;
    }

    static LockedGraph read(byte[] text) {
        JsonNode root = Json.read(text, FORMAT.fileName());
        if (!root.isObject() || !root.path(META).isObject()) {
            throw UserException.of(
                            "`" + FORMAT.fileName() + "` is not a lock of Pipenv: it has no object `" + META + "`")
                    .hint("write it again: `" + FORMAT.command() + "`");
        }
        return new PipfileLockReader(root, JsonLines.of(text, FORMAT.fileName())).graph();
    }

    private LockedGraph graph() {
        JsonNode meta = root.get(META);
        List<String> warnings = new ArrayList<>();
        int version = meta.path("pipfile-spec").asInt(VERSION);
        if (version != VERSION) {
            warnings.add("The lock `" + FORMAT.fileName() + "` has the format version " + version + ", and version "
                    + VERSION + " is known");
        }
        List<GraphPackage> packages = new ArrayList<>();
        root.properties().forEach(section -> {
            if (!section.getKey().equals(META)) {
                section.getValue().properties().forEach(one -> packages.add(locked(section.getKey(), one)));
            }
        });
        return new LockedGraph(
                FORMAT,
                new LockedGraph.Support(python(meta.path("requires")), List.of(), false),
                true,
                packages,
                meta.path("hash").path("sha256").asText(""),
                LockedGraph.Rules.NONE,
                warnings);
    }

    /** Pipenv locks what applies to the Python that locks. */
    private static VersionSpecifiers python(JsonNode requires) {
        String minor = requires.path("python_version").asText("");
        String full = requires.path("python_full_version").asText("");
        return VersionSpecifiers.tryParse(full.isEmpty() ? "==" + minor + ".*" : "==" + full)
                .orElse(VersionSpecifiers.ANY);
    }

    private GraphPackage locked(String section, Map.Entry<String, JsonNode> entry) {
        SourceLocation location = lines.of(section, entry.getKey());
        JsonNode table = entry.getValue();
        Optional<Marker> marker = LockFields.marker(table.path("markers").asText(""), location);
        PackageName name = PackageName.tryParse(entry.getKey())
                .orElseThrow(
                        () -> UserException.of("`" + entry.getKey() + "` is not a package name (" + location + ")"));
        ExtraName group = ExtraName.tryParse(section)
                .orElseThrow(() -> UserException.of("`" + section + "` is not a category (" + location + ")"));
        LockedHashes hashes = new LockedHashes();
        table.path("hashes").forEach(hash -> hashes.add(hash.asText(), location));
        return new GraphPackage(
                name,
                version(table, location),
                source(table),
                "",
                hashes.all(),
                List.of(),
                new GraphPackage.Condition(Map.of(group, marker)),
                VersionSpecifiers.ANY,
                location);
    }

    private static Optional<Version> version(JsonNode table, SourceLocation location) {
        String text = (table.isTextual() ? table : table.path("version")).asText("");
        if (text.isEmpty() || text.equals("*")) {
            return Optional.empty();
        }
        return Optional.of(Version.tryParse(text.replaceFirst("^===?\\s*", ""))
                .orElseThrow(() -> UserException.of(
                        "`" + text + "` is not a pinned version, such as `==1.0` (" + location + ")")));
    }

    private static GraphSource source(JsonNode table) {
        String subdirectory = table.path("subdirectory").asText("");
        if (table.has("git")) {
            return new GraphSource(
                    GraphSource.Kind.GIT,
                    table.path("git").asText(),
                    table.path("ref").asText(""),
                    subdirectory);
        }
        if (table.has("path")) {
            String path = table.path("path").asText();
            boolean isFile = path.matches("(?i).*\\.(whl|zip|tar|tar\\.(gz|bz2|xz)|tgz)");
            return new GraphSource(isFile ? GraphSource.Kind.FILE : GraphSource.Kind.FOLDER, path);
        }
        String url = table.path("file").asText(table.path("url").asText(""));
        if (url.isEmpty()) {
            return GraphSource.index(table.path("index").asText(""));
        }
        boolean isPath = !url.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
        return new GraphSource(isPath ? GraphSource.Kind.FILE : GraphSource.Kind.URL, url, "", subdirectory);
    }
}
