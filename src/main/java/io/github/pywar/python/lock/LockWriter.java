package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlText;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writer of locks: keys in the order of the standard, one file or dependency on a line. So a change of one package
 * changes only the lines of that package.
 */
final class LockWriter {

    private final StringBuilder text = new StringBuilder();
    private final Map<PackageName, List<LockedPackage>> byName = new HashMap<>();

    static String write(LockFile lock, String version, Map<String, Object> tool) {
        LockWriter writer = new LockWriter();
        writer.head(lock, version);
        lock.packages()
                .forEach(one -> writer.byName
                        .computeIfAbsent(one.name(), name -> new ArrayList<>())
                        .add(one));
        lock.packages().forEach(writer::lockedPackage);
        writer.tools("tool", tool);
        return writer.text.toString();
    }

    private void head(LockFile lock, String version) {
        line("lock-version", version);
        lock.environments()
                .ifPresent(markers -> lines(
                        "environments", markers.stream().map(Marker::toString).toList()));
        if (!lock.requiresPython().isAny()) {
            line("requires-python", lock.requiresPython().toString());
        }
        names("extras", lock.extras());
        names("dependency-groups", lock.groups());
        names("default-groups", lock.defaultGroups());
        line("created-by", lock.createdBy());
        if (lock.packages().isEmpty()) {
            line("packages", List.of());
        }
    }

    private void names(String key, List<ExtraName> names) {
        if (!names.isEmpty()) {
            line(key, names.stream().map(ExtraName::value).toList());
        }
    }

    private void lockedPackage(LockedPackage locked) {
        text.append("\n[[packages]]\n");
        line("name", locked.name().value());
        locked.version().ifPresent(version -> line("version", version.toString()));
        locked.marker().ifPresent(marker -> line("marker", marker.toString()));
        if (!locked.requiresPython().isAny()) {
            line("requires-python", locked.requiresPython().toString());
        }
        locked.index().ifPresent(index -> line("index", index));
        if (!locked.dependencies().isEmpty()) {
            lines(
                    "dependencies",
                    locked.dependencies().stream().flatMap(this::dependency).toList());
        }
        artifacts(locked.artifacts());
        if (!locked.attestations().isEmpty()) {
            lines("attestation-identities", locked.attestations());
        }
        ownTools("tool", locked.tool());
    }

    /** Dotted keys keep the values of a package among its lines. */
    private void ownTools(String path, Map<?, ?> values) {
        values.forEach((key, value) -> {
            String name = path + "." + TomlText.key(key.toString());
            if (value instanceof Map<?, ?> table) {
                ownTools(name, table);
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                lines(name, list);
            } else {
                text.append(name).append(" = ").append(TomlText.value(value)).append('\n');
            }
        });
    }

    /** The version distinguishes several packages with one name. */
    private Stream<Map<String, Object>> dependency(PackageName name) {
        List<LockedPackage> all = byName.getOrDefault(name, List.of());
        boolean isVersioned =
                all.size() > 1 && all.stream().allMatch(one -> one.version().isPresent());
        return isVersioned
                ? all.stream().map(one -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("name", name.value());
                    values.put("version", one.version().orElseThrow().toString());
                    return values;
                })
                : Stream.of(Map.of("name", name.value()));
    }

    private void artifacts(List<LockedArtifact> artifacts) {
        List<Map<String, Object>> wheels = new ArrayList<>();
        for (LockedArtifact artifact : artifacts) {
            switch (artifact.kind()) {
                case VCS -> line("vcs", revision(artifact));
                case DIRECTORY -> line("directory", directory(artifact));
                case ARCHIVE -> line("archive", file(artifact));
                case SDIST -> line("sdist", file(artifact));
                case WHEEL -> wheels.add(file(artifact));
            }
        }
        if (!wheels.isEmpty()) {
            lines("wheels", wheels);
        }
    }

    private static Map<String, Object> revision(LockedArtifact artifact) {
        Map<String, Object> values = new LinkedHashMap<>();
        LockedArtifact.LockedRevision revision = artifact.revision().orElseThrow();
        values.put("type", revision.system());
        artifact.url().ifPresent(url -> values.put("url", url));
        artifact.path().ifPresent(path -> values.put("path", path));
        revision.requested().ifPresent(requested -> values.put("requested-revision", requested));
        values.put("commit-id", revision.commit());
        artifact.subdirectory().ifPresent(folder -> values.put("subdirectory", folder));
        return values;
    }

    private static Map<String, Object> directory(LockedArtifact artifact) {
        Map<String, Object> values = new LinkedHashMap<>();
        artifact.path().ifPresent(path -> values.put("path", path));
        artifact.subdirectory().ifPresent(folder -> values.put("subdirectory", folder));
        return values;
    }

    private static Map<String, Object> file(LockedArtifact file) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (file.kind() != LockedArtifact.Kind.ARCHIVE) {
            values.put("name", file.name());
        }
        file.uploadTime().ifPresent(time -> values.put("upload-time", time));
        file.url().ifPresent(url -> values.put("url", url));
        file.path().ifPresent(path -> values.put("path", path));
        file.size().ifPresent(size -> values.put("size", size));
        values.put("hashes", file.hashes());
        file.subdirectory().ifPresent(folder -> values.put("subdirectory", folder));
        return values;
    }

    /** Inner tables get their own headers. TOML requires the plain values before them. */
    private void tools(String path, Map<?, ?> values) {
        Map<String, Map<?, ?>> inner = new LinkedHashMap<>();
        List<Runnable> plain = new ArrayList<>();
        values.forEach((key, value) -> {
            if (value instanceof Map<?, ?> table) {
                inner.put(path + "." + TomlText.key(key.toString()), table);
            } else {
                plain.add(() -> toolValue(TomlText.key(key.toString()), value));
            }
        });
        if (!plain.isEmpty()) {
            text.append("\n[").append(path).append("]\n");
            plain.forEach(Runnable::run);
        }
        inner.forEach(this::tools);
    }

    private void toolValue(String key, Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            lines(key, list);
        } else {
            line(key, value);
        }
    }

    private void line(String key, Object value) {
        text.append(TomlText.key(key))
                .append(" = ")
                .append(TomlText.value(value))
                .append('\n');
    }

    private void lines(String key, List<?> values) {
        text.append(key).append(" = [\n");
        values.forEach(
                value -> text.append("    ").append(TomlText.value(value)).append(",\n"));
        text.append("]\n");
    }
}
