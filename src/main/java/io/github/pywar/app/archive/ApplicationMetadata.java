package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.metadata.EntryPoint;
import io.github.pywar.python.metadata.EntryPoints;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metadata of the application as an installed distribution. Applications read their own version with {@code
 * importlib.metadata}, and their entry points and console scripts are found there (PyPA specification "Recording installed
 * projects").
 */
public final class ApplicationMetadata {

    private static final String ORIGIN = "the application's own metadata";

    private final PyProject project;
    private final Version version;
    private final ArchiveLayout layout;

    /** @param pomVersion is converted to a Python version if the project's own version is dynamic */
    public ApplicationMetadata(PyProject project, String pomVersion, ArchiveLayout layout) {
        this.project = project;
        this.version = project.version().isPresent() ? project.version().get() : PomVersion.pep440(pomVersion);
        this.layout = layout;
    }

    /** Returns the {@code .dist-info} folder and the console scripts, with their paths in the archive. */
    public FileTree tree(ScriptTemplate template) {
        Map<String, byte[]> scripts = scripts(template);
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("INSTALLER", "pywar\n".getBytes(StandardCharsets.UTF_8));
        files.put("METADATA", metadata().getBytes(StandardCharsets.UTF_8));
        if (!entryPoints().isEmpty()) {
            files.put("entry_points.txt", entryPoints().getBytes(StandardCharsets.UTF_8));
        }
        String folder = name().underscored() + "-" + version + ".dist-info";
        List<Row> record = new ArrayList<>(List.of(Row.unhashed(folder + "/RECORD")));
        FileTree.Builder tree = FileTree.builder(ORIGIN);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = folder + "/" + file.getKey();
            tree.add(layout.libraries() + "/" + path, ByteSource.of(file.getValue()));
            record.add(row(path, file.getValue()));
        }
        for (Map.Entry<String, byte[]> script : scripts.entrySet()) {
            String path = layout.scripts() + "/" + script.getKey();
            tree.add(path, ByteSource.of(script.getValue()), true);
            record.add(row("../../../" + path, script.getValue()));
        }
        tree.add(layout.libraries() + "/" + folder + "/RECORD", ByteSource.of(WheelRecord.text(record)));
        return tree.build();
    }

    private static Row row(String path, byte[] content) {
        return Row.of(path, Sha256.of(content), content.length);
    }

    private String metadata() {
        StringBuilder text = new StringBuilder("Metadata-Version: 2.1\n");
        field(text, "Name", project.writtenName().strip());
        field(text, "Version", version.toString());
        field(text, "Summary", project.description().replaceAll("\\s+", " ").strip());
        field(text, "Requires-Python", project.requiresPython().toString());
        if (!project.isDynamic("dependencies")) {
            requirements(text);
        }
        return text.toString();
    }

    private void requirements(StringBuilder text) {
        List<DeclaredRequirement> always = project.requirements(List.of());
        for (DeclaredRequirement one : always) {
            field(text, "Requires-Dist", one.requirement().withoutCredentials().toString());
        }
        for (ExtraName extra : project.extras()) {
            field(text, "Provides-Extra", extra.value());
            Marker condition = Marker.parse("extra == \"" + extra.value() + "\"");
            for (DeclaredRequirement one : project.requirements(List.of(extra))) {
                if (!always.contains(one)) {
                    Requirement conditional = only(condition, one.requirement().withoutCredentials());
                    field(text, "Requires-Dist", conditional.toString());
                }
            }
        }
    }

    private static Requirement only(Marker condition, Requirement requirement) {
        Optional<Marker> own = requirement.marker();
        return requirement.withMarker(own.isPresent() ? own.get().and(condition) : condition);
    }

    private PackageName name() {
        return project.name().orElseThrow();
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    private String entryPoints() {
        TreeMap<String, Map<String, String>> groups = new TreeMap<>(project.entryPoints());
        groups.put("console_scripts", project.scripts());
        groups.put("gui_scripts", project.guiScripts());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Map<String, String>> group : groups.entrySet()) {
            if (!group.getValue().isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append('[')
                        .append(group.getKey())
                        .append("]\n");
                append(group.getValue(), text);
            }
        }
        return text.toString();
    }

    private static void append(Map<String, String> points, StringBuilder text) {
        for (Map.Entry<String, String> point : points.entrySet()) {
            text.append(point.getKey()).append(" = ").append(point.getValue()).append('\n');
        }
    }

    /** Returns the scripts that are not packed, because a program of the system has the same name. */
    public List<String> scriptsOfSystem() {
        List<String> names = new ArrayList<>();
        for (EntryPoint script : scripts()) {
            if (isOfSystem(script)) {
                names.add(script.name());
            }
        }
        return List.copyOf(names);
    }

    private boolean isOfSystem(EntryPoint script) {
        return layout.install().isOfSystem(script.name());
    }

    private List<EntryPoint> scripts() {
        EntryPoints points = EntryPoints.parse(entryPoints());
        List<EntryPoint> scripts = new ArrayList<>(points.group("gui_scripts"));
        scripts.addAll(points.group("console_scripts"));
        return scripts;
    }

    private Map<String, byte[]> scripts(ScriptTemplate template) {
        Map<String, byte[]> content = new TreeMap<>();
        for (EntryPoint point : scripts()) {
            if (!isOfSystem(point)) {
                point.requireScript();
                content.put(
                        point.name(),
                        template.calling(point.module(), point.attribute().orElseThrow()));
            }
        }
        return content;
    }
}
