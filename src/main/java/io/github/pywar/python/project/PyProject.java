package io.github.pywar.python.project;

import io.github.pywar.base.data.Toml;
import io.github.pywar.base.data.TomlDocument;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.FileErrors;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The {@code [project]} table of a {@code pyproject.toml} (PEP 621) and its dependency groups (PEP 735). */
public final class PyProject {

    private static final int MOST_BYTES = 8 << 20;

    private final String source;
    private final TomlDocument document;
    private final TomlFields root;
    private final Optional<TomlFields> project;
    private final PackageName name;
    private final Version version;
    private final VersionSpecifiers requiresPython;
    private final List<DeclaredRequirement> dependencies = new ArrayList<>();
    private final Map<ExtraName, List<DeclaredRequirement>> optional = new TreeMap<>();
    private final Set<String> dynamic = new LinkedHashSet<>();

    private PyProject(TomlDocument document, String source) {
        this.source = source;
        this.document = document;
        this.root = new TomlFields(document, source);
        this.project = root.table("project");
        this.name = value("name", true, PackageName::tryParse);
        this.version = value("version", false, Version::tryParse);
        VersionSpecifiers pythons = value("requires-python", false, VersionSpecifiers::tryParse);
        this.requiresPython = pythons == null ? VersionSpecifiers.ANY : pythons;
        FileErrors faults = new FileErrors();
        project.ifPresent(fields -> {
            fields.texts("dynamic").forEach(field -> dynamic.add(field.value()));
            readAll(fields, "dependencies", dependencies, faults);
            fields.table("optional-dependencies")
                    .ifPresent(extras -> extras.keys()
                            .forEach(key -> faults.gather(() -> readAll(extras, key, extra(extras, key), faults))));
        });
        faults.throwIfAny();
    }

    /** Reads a file whose folder is the project; see {@link #read(Path, FileScope)}. */
    public static PyProject read(Path file) throws IOException {
        return read(file, FileScope.NONE.with(file.toAbsolutePath().getParent()));
    }

    /**
     * Reads a file of the project.
     *
     * @throws UserException where it is no TOML, the table is not what the standard says, or the file is a link out of
     *     the project
     */
    public static PyProject read(Path file, FileScope project) throws IOException {
        String name = file.getFileName().toString();
        return parse(project.read(file, name, MOST_BYTES), name);
    }

    /** @param source what a person calls the file */
    public static PyProject parse(byte[] text, String source) {
        return new PyProject(Toml.document(text, source), source);
    }

    private interface Reader<T> {
        Optional<T> tryParse(String text);
    }

    private <T> T value(String key, boolean required, Reader<T> reader) {
        Optional<TomlFields.Text> text = project.flatMap(fields -> fields.text(key));
        if (text.isEmpty()) {
            if (required && project.isPresent()) {
                throw UserException.of("`project." + key + "` is missing in `" + source + "`");
            }
            return null;
        }
        return reader.tryParse(text.get().value())
                .orElseThrow(() -> UserException.of("`project." + key + "` is not valid: `"
                        + text.get().value() + "` (" + text.get().location() + ")"));
    }

    private List<DeclaredRequirement> extra(TomlFields extras, String key) {
        Optional<ExtraName> extra = ExtraName.tryParse(key);
        if (extra.isEmpty() || optional.containsKey(extra.get())) {
            String why = extra.isEmpty() ? "no valid name" : "there twice once its name is normalised";
            throw UserException.of("The extra `" + key + "` is " + why + " (" + extras.location(key) + ")");
        }
        return optional.computeIfAbsent(extra.get(), name -> new ArrayList<>());
    }

    private static void readAll(TomlFields fields, String key, List<DeclaredRequirement> target, FileErrors faults) {
        for (TomlFields.Text text : fields.texts(key)) {
            faults.gather(() -> target.add(DeclaredRequirement.parse(text.value(), text.location())));
        }
    }

    /** @return whether there is a {@code [project]} table */
    public boolean hasProject() {
        return project.isPresent();
    }

    /** @return whether the {@code [project]} table declares what is required, even if that is nothing */
    public boolean declaresDependencies() {
        return project.filter(fields -> fields.raw("dependencies") != null).isPresent();
    }

    /** @return the tables of other tools, and dependency groups, that declare what is required */
    public List<String> unreadTables() {
        List<String> tables = new ArrayList<>();
        Optional<TomlFields> tool = root.tableIfAny("tool");
        tool.flatMap(tools -> tools.tableIfAny("poetry"))
                .filter(poetry -> poetry.tableIfAny("dependencies")
                        .filter(asked -> asked.keys().stream().anyMatch(key -> !key.equals("python")))
                        .isPresent())
                .ifPresent(poetry -> tables.add("tool.poetry"));
        tool.flatMap(tools -> tools.tableIfAny("flit"))
                .flatMap(flit -> flit.tableIfAny("metadata"))
                .filter(metadata -> metadata.raw("requires") != null)
                .ifPresent(metadata -> tables.add("tool.flit.metadata"));
        root.tableIfAny("dependency-groups")
                .filter(groups -> !groups.keys().isEmpty())
                .ifPresent(groups -> tables.add("dependency-groups"));
        return tables;
    }

    /** @return the project's name, where there is a {@code [project]} table */
    public Optional<PackageName> name() {
        return Optional.ofNullable(name);
    }

    /** @return the project's name as it is written; empty where there is no {@code [project]} table */
    public String writtenName() {
        return project.flatMap(fields -> fields.text("name"))
                .map(TomlFields.Text::value)
                .orElse("");
    }

    /** @return the project's version, where it is given and not left to a build */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** @return one line about it; empty where nothing is said */
    public String description() {
        return project.flatMap(fields -> fields.text("description"))
                .map(TomlFields.Text::value)
                .orElse("");
    }

    /** @return the Pythons that it runs on; any where nothing is said */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return whether the field's value is left to a build, for example {@code version} */
    public boolean isDynamic(String field) {
        return dynamic.contains(field);
    }

    /** @return the names of the extras, sorted */
    public Set<ExtraName> extras() {
        return Collections.unmodifiableSet(optional.keySet());
    }

    /**
     * What the project needs with these extras. An extra that names the project itself ({@code all = ["shop[gui]"]})
     * stands for the extras that it names.
     *
     * @throws UserException where an extra does not exist, or a build would have to say what is needed
     */
    public List<DeclaredRequirement> requirements(Collection<ExtraName> asked) {
        for (String field : List.of("dependencies", "optional-dependencies")) {
            if (isDynamic(field) && (field.equals("dependencies") || !asked.isEmpty())) {
                throw UserException.of("The `" + field + "` of `" + source
                                + "` are dynamic: a build says what they are, and projects are not built yet")
                        .hint("list them in a requirements file");
            }
        }
        Set<DeclaredRequirement> all = new LinkedHashSet<>(dependencies);
        Expansion expansion = new Expansion(all, new ExpansionBudget("Extras of `" + source + "`"));
        asked.forEach(extra -> expand(extra, null, Set.of(), expansion));
        return List.copyOf(all);
    }

    private record Expansion(Set<DeclaredRequirement> all, ExpansionBudget budget) {}

    /** An extra that is reached again on its own way adds nothing: what it needs is there under a wider condition. */
    private void expand(ExtraName extra, Marker condition, Set<ExtraName> way, Expansion expansion) {
        Set<ExtraName> longer = new LinkedHashSet<>(way);
        if (!longer.add(extra) || !expansion.budget().allows(way.size())) {
            return;
        }
        if (!optional.containsKey(extra)) {
            throw UserException.of("`" + source + "` has no extra `" + extra + "`\n    known: "
                    + optional.keySet().stream().map(ExtraName::value).collect(Collectors.joining(", ")));
        }
        for (DeclaredRequirement declared : optional.get(extra)) {
            Requirement requirement = declared.requirement();
            Marker marker = both(condition, requirement.marker().orElse(null));
            if (requirement.name().equals(name) && !requirement.extras().isEmpty()) {
                requirement.extras().forEach(inner -> expand(inner, marker, longer, expansion));
            } else {
                expansion
                        .all()
                        .add(new DeclaredRequirement(
                                requirement.withMarker(marker), declared.location(), declared.hashes()));
            }
        }
    }

    private static Marker both(Marker one, Marker other) {
        return one == null ? other : other == null ? one : one.and(other);
    }

    /** @return the commands to make: name to {@code module:attribute} */
    public Map<String, String> scripts() {
        return project.map(fields -> fields.textTable("scripts")).orElse(Map.of());
    }

    /** @return the commands with a window of their own */
    public Map<String, String> guiScripts() {
        return project.map(fields -> fields.textTable("gui-scripts")).orElse(Map.of());
    }

    /** @return all other entry points: by group, name to value */
    public Map<String, Map<String, String>> entryPoints() {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        project.flatMap(fields -> fields.table("entry-points"))
                .ifPresent(fields -> fields.keys().forEach(group -> groups.put(group, fields.textTable(group))));
        return groups;
    }

    /** @return its dependency groups; none where there is no such table */
    public DependencyGroups groups() {
        Map<String, List<DependencyGroups.Item>> groups = new LinkedHashMap<>();
        Map<String, SourceLocation> notLists = new LinkedHashMap<>();
        root.table("dependency-groups")
                .ifPresent(fields -> fields.keys().forEach(key -> {
                    if (fields.raw(key) instanceof TomlArray array) {
                        groups.put(key, items(array));
                    } else {
                        notLists.put(key, fields.location(key));
                    }
                }));
        return new DependencyGroups(groups, notLists);
    }

    private List<DependencyGroups.Item> items(TomlArray array) {
        List<DependencyGroups.Item> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object value = array.get(i) instanceof TomlTable table ? table.toMap() : array.get(i);
            items.add(new DependencyGroups.Item(
                    value, new SourceLocation(source, document.line(array.inputPositionOf(i)))));
        }
        return items;
    }
}
