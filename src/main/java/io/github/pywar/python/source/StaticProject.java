package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of a static {@code [project]} table (PEP 621) that a resolution needs, as METADATA. */
final class StaticProject {

    private static final List<String> REQUIRED =
            List.of("name", "version", "dependencies", "optional-dependencies", "requires-python");

    private StaticProject() {}

    /** @return empty if there is no such table, or one of the fields is dynamic */
    static Optional<byte[]> metadata(SourceTree source) throws IOException {
        Optional<byte[]> text = source.content(SourceTree.PYPROJECT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        TomlFields root = TomlFields.parse(text.get(), SourceTree.PYPROJECT);
        return root.tableIfAny("project")
                .filter(project -> isStatic(project) && !isPoetrys(project, root))
                .map(project -> metadata(project, PyProject.parse(text.get(), SourceTree.PYPROJECT)));
    }

    private static boolean isStatic(TomlFields project) {
        List<Object> dynamic =
                project.strings("dynamic").stream().map(TomlFields.Value::value).toList();
        return project.has("name")
                && project.has("version")
                && REQUIRED.stream().noneMatch(dynamic::contains);
    }

    /** Poetry's own table is used if the {@code [project]} table has no dependencies, as in poetry-core. */
    private static boolean isPoetrys(TomlFields project, TomlFields root) {
        return !project.has("dependencies")
                && root.tableIfAny("tool")
                        .flatMap(tools -> tools.tableIfAny("poetry"))
                        .isPresent();
    }

    private static byte[] metadata(TomlFields fields, PyProject project) {
        StringBuilder text = new StringBuilder("Metadata-Version: 2.1\n");
        line(text, "Name", project.writtenName());
        line(text, "Version", project.version().orElseThrow().toString());
        fields.string("description").ifPresent(summary -> line(text, "Summary", summary.replaceAll("\\s+", " ")));
        if (!project.requiresPython().isAny()) {
            line(text, "Requires-Python", project.requiresPython().toString());
        }
        fields.strings("dependencies").forEach(item -> line(text, "Requires-Dist", normal((String) item.value())));
        extras(fields).forEach((extra, requirements) -> {
            line(text, "Provides-Extra", extra.value());
            requirements.forEach(requirement -> line(text, "Requires-Dist", ofExtra(requirement, extra)));
        });
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<ExtraName, List<String>> extras(TomlFields project) {
        Map<ExtraName, List<String>> extras = new TreeMap<>();
        project.table("optional-dependencies")
                .ifPresent(table -> table.keys().forEach(key -> {
                    List<String> requirements = extras.computeIfAbsent(ExtraName.parse(key), any -> new ArrayList<>());
                    table.strings(key).forEach(item -> requirements.add((String) item.value()));
                }));
        return extras;
    }

    private static String normal(String requirement) {
        return Requirement.parse(requirement).toString();
    }

    private static String ofExtra(String text, ExtraName extra) {
        Requirement requirement = Requirement.parse(text);
        Marker condition = Marker.parse("extra == \"" + extra + "\"");
        return requirement
                .withMarker(requirement
                        .marker()
                        .map(marker -> marker.and(condition))
                        .orElse(condition))
                .toString();
    }

    private static void line(StringBuilder text, String header, String value) {
        text.append(header).append(": ").append(value).append('\n');
    }
}
