package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlText;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of locks: keys in the order of the standard, one file or dependency on a line. So a change of one package
 * changes only the lines of that package.
 */
final class LockWriter {

    private final StringBuilder text = new StringBuilder();

    static String write(LockFile lock, String version, Map<String, Object> tool) {
        LockWriter writer = new LockWriter();
        writer.head(lock, version);
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
                    locked.dependencies().stream()
                            .map(name -> Map.of("name", name.value()))
                            .toList());
        }
        List<LockedArtifact> wheels = locked.artifacts();
        wheels.forEach(LockedArtifact::requireWheel);
        if (wheels.stream().anyMatch(wheel -> wheel.kind() == LockedArtifact.Kind.ARCHIVE)) {
            line("archive", wheel(wheels.get(0)));
        } else {
            lines("wheels", wheels.stream().map(LockWriter::wheel).toList());
        }
    }

    private static Map<String, Object> wheel(LockedArtifact wheel) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (wheel.kind() == LockedArtifact.Kind.WHEEL) {
            values.put("name", wheel.name());
        }
        wheel.uploadTime().ifPresent(time -> values.put("upload-time", time));
        wheel.url().ifPresent(url -> values.put("url", url));
        wheel.path().ifPresent(path -> values.put("path", path));
        wheel.size().ifPresent(size -> values.put("size", size));
        values.put("hashes", wheel.hashes());
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
