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
import java.util.TreeMap;

/**
 * What an installed distribution of the application would say of itself: applications ask {@code importlib.metadata}
 * for their own version, and their entry points and console scripts are found there ("Recording installed projects").
 */
public final class ApplicationMetadata {

    private static final String GIVER = "the application's own description";

    private final PyProject project;
    private final Version version;
    private final ArchiveLayout layout;

    /** @param pomVersion what is said, in Python's words, where the project's own version is dynamic */
    public ApplicationMetadata(PyProject project, String pomVersion, ArchiveLayout layout) {
        this.project = project;
        this.version = project.version().orElseGet(() -> PomVersion.pep440(pomVersion));
        this.layout = layout;
    }

    /** @return the {@code .dist-info} and the console scripts, at their places in the archive */
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
        FileTree.Builder tree = FileTree.builder(GIVER);
        files.forEach((name, content) -> {
            tree.add(layout.libraries() + "/" + folder + "/" + name, ByteSource.of(content));
            record.add(Row.of(folder + "/" + name, Sha256.of(content), content.length));
        });
        scripts.forEach((name, content) -> {
            tree.add(layout.scripts() + "/" + name, ByteSource.of(content), true);
            record.add(Row.of("../../../" + layout.scripts() + "/" + name, Sha256.of(content), content.length));
        });
        tree.add(layout.libraries() + "/" + folder + "/RECORD", ByteSource.of(WheelRecord.text(record)));
        return tree.build();
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
        always.forEach(one -> field(
                text, "Requires-Dist", one.requirement().withoutCredentials().toString()));
        for (ExtraName extra : project.extras()) {
            field(text, "Provides-Extra", extra.value());
            Marker condition = Marker.parse("extra == \"" + extra.value() + "\"");
            project.requirements(List.of(extra)).stream()
                    .filter(one -> !always.contains(one))
                    .map(one -> only(condition, one.requirement().withoutCredentials()))
                    .forEach(one -> field(text, "Requires-Dist", one.toString()));
        }
    }

    private static Requirement only(Marker condition, Requirement requirement) {
        return requirement.withMarker(
                requirement.marker().map(own -> own.and(condition)).orElse(condition));
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
        groups.values().removeIf(Map::isEmpty);
        StringBuilder text = new StringBuilder();
        groups.forEach((group, points) -> {
            text.append(text.isEmpty() ? "" : "\n").append('[').append(group).append("]\n");
            points.forEach((name, value) ->
                    text.append(name).append(" = ").append(value).append('\n'));
        });
        return text.toString();
    }

    /** @return the scripts that are left out, because a program of the system has their name */
    public List<String> scriptsOfSystem() {
        return scripts().stream().filter(this::isOfSystem).map(EntryPoint::name).toList();
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
        List<EntryPoint> scripts = scripts();
        Map<String, byte[]> content = new TreeMap<>();
        scripts.stream().filter(point -> !isOfSystem(point)).forEach(point -> {
            point.requireScript();
            content.put(
                    point.name(),
                    template.calling(point.module(), point.attribute().orElseThrow()));
        });
        return content;
    }
}
