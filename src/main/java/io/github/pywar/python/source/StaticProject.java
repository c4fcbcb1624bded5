package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.metadata.MetadataText;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import java.io.IOException;
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

    /** @return empty if there is no such table, one of the fields is dynamic, or the name or the version is an empty text */
    static Optional<byte[]> metadata(SourceTree source) throws IOException {
        Optional<byte[]> text = source.content(SourceTree.PYPROJECT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        TomlFields root = TomlFields.parse(text.get(), SourceTree.PYPROJECT);
        Optional<TomlFields> fields =
                root.tableIfAny("project").filter(project -> isStatic(project) && !isPoetrys(project, root));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        PyProject project = PyProject.parse(text.get(), SourceTree.PYPROJECT);
        return project.version()
                .filter(version -> project.name().isPresent())
                .map(version -> metadata(fields.get(), project, version, isFlits(root)));
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

    private static byte[] metadata(TomlFields fields, PyProject project, Version version, boolean extraFirst) {
        MetadataText text = new MetadataText("2.1");
        text.add("Name", project.writtenName());
        text.add("Version", version.toString());
        fields.string("description").ifPresent(summary -> text.add("Summary", summary));
        addRequirements(text, fields, project, extraFirst);
        return text.bytes("");
    }

    /** Flit writes the extra before the other conditions; the text then equals that of the wheel. */
    private static boolean isFlits(TomlFields root) {
        return root.tableIfAny("build-system")
                .flatMap(system -> system.string("build-backend"))
                .filter(backend -> backend.startsWith("flit_core."))
                .isPresent();
    }

    /**
     * Adds Requires-Python, Requires-Dist and Provides-Extra.
     *
     * @param extraFirst whether the extra is before the other conditions of a marker
     */
    static void addRequirements(MetadataText text, TomlFields fields, PyProject project, boolean extraFirst) {
        if (!project.requiresPython().isAny()) {
            text.add("Requires-Python", project.requiresPython().toString());
        }
        fields.strings("dependencies").forEach(item -> text.add("Requires-Dist", normal((String) item.value())));
        extras(fields).forEach((extra, requirements) -> {
            text.add("Provides-Extra", extra.value());
            requirements.forEach(requirement -> text.add("Requires-Dist", ofExtra(requirement, extra, extraFirst)));
        });
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

    private static String ofExtra(String text, ExtraName extra, boolean extraFirst) {
        Requirement requirement = Requirement.parse(text);
        Marker condition = Marker.parse("extra == \"" + extra + "\"");
        return requirement
                .withMarker(requirement
                        .marker()
                        .map(marker -> extraFirst ? condition.and(marker) : marker.and(condition))
                        .orElse(condition))
                .toString();
    }
}
