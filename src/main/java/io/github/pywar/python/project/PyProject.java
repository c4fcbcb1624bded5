package io.github.pywar.python.project;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code [project]} table (PEP 621) and the dependency groups (PEP 735) of a {@code pyproject.toml}. */
public final class PyProject {

    private static final int MAX_BYTES = 8 << 20;

    private final String source;
    private final TomlFields root;
    private final Optional<TomlFields> project;
    private final PackageName name;
    private final Version version;
    private final VersionSpecifiers requiresPython;
    private final List<DeclaredRequirement> dependencies = new ArrayList<>();
    private final OptionalDependencies optional;
    private final Set<String> dynamic = new LinkedHashSet<>();

    private PyProject(TomlFields root, String source) {
        this.source = source;
        this.root = root;
        this.project = root.table("project");
        project.filter(fields -> !fields.has("name") && tool("poetry").isEmpty())
                .ifPresent(fields -> {
                    throw fields.error("name", "is missing");
                });
        this.name = project.filter(fields -> isSet(fields, "name"))
                .flatMap(fields -> fields.parsed("name", PackageName::parse))
                .orElse(null);
        this.version = project.filter(fields -> isSet(fields, "version"))
                .flatMap(fields -> fields.parsed("version", Version::parse))
                .orElse(null);
        this.requiresPython = project.flatMap(fields -> fields.parsed("requires-python", VersionSpecifiers::parse))
                .orElse(VersionSpecifiers.ANY);
        this.optional = new OptionalDependencies(name, source);
        ErrorList errors = new ErrorList();
        project.ifPresent(fields -> {
            fields.strings("dynamic").forEach(field -> dynamic.add((String) field.value()));
            readRequirements(fields, "dependencies", dependencies, errors);
            fields.table("optional-dependencies").ifPresent(extras -> optional.read(extras, errors));
        });
        errors.throwIfAny();
    }

    /** PDM writes empty texts for an application that is not a library. */
    private static boolean isSet(TomlFields fields, String key) {
        return fields.string(key).filter(String::isEmpty).isEmpty();
    }

    /** Reads a file whose directory is the project; see {@link #read(Path, FileScope)}. */
    public static PyProject read(Path file) throws IOException {
        return read(file, FileScope.NONE.with(file.toAbsolutePath().getParent()));
    }

    /**
     * Reads a file of the project.
     *
     * @throws UserException if the file is not TOML, a field is not valid, or the file is a link to a file outside the project
     */
    public static PyProject read(Path file, FileScope project) throws IOException {
        String name = file.getFileName().toString();
        return parse(project.read(file, name, MAX_BYTES), name);
    }

    /** @param source the name of the file in messages */
    public static PyProject parse(byte[] text, String source) {
        return new PyProject(TomlFields.parse(text, source), source);
    }

    static void readRequirements(TomlFields fields, String key, List<DeclaredRequirement> target, ErrorList errors) {
        for (TomlFields.Value text : fields.strings(key)) {
            errors.run(() -> target.add(DeclaredRequirement.parse((String) text.value(), text.location())));
        }
    }

    /** @return whether there is a {@code [project]} table with a name; for an application, Poetry needs no name there */
    public boolean hasProject() {
        return name != null;
    }

    /** @return whether the {@code [project]} table has the key {@code dependencies}, possibly with an empty list */
    public boolean declaresDependencies() {
        return project.filter(fields -> fields.has("dependencies")).isPresent();
    }

    /** @return the names of the tables that declare dependencies and are ignored: of other tools, and of groups */
    public List<String> unreadTables() {
        List<String> tables = new ArrayList<>();
        tool("flit")
                .flatMap(flit -> flit.tableIfAny("metadata"))
                .filter(metadata -> metadata.has("requires"))
                .ifPresent(metadata -> tables.add("tool.flit.metadata"));
        addIfFilled(tool("hatch").flatMap(hatch -> hatch.tableIfAny("envs")), "tool.hatch.envs", tables);
        Optional<TomlFields> poetry = tool("poetry");
        addIfFilled(poetry.flatMap(table -> table.tableIfAny("group")), "tool.poetry.group", tables);
        addIfFilled(
                poetry.flatMap(table -> table.tableIfAny("dev-dependencies")), "tool.poetry.dev-dependencies", tables);
        addIfFilled(
                tool("pdm").flatMap(table -> table.tableIfAny("dev-dependencies")),
                "tool.pdm.dev-dependencies",
                tables);
        addIfFilled(root.tableIfAny("dependency-groups"), "dependency-groups", tables);
        return tables;
    }

    private static void addIfFilled(Optional<TomlFields> table, String name, List<String> tables) {
        table.filter(one -> !one.keys().isEmpty()).ifPresent(one -> tables.add(name));
    }

    /** @return the table {@code [project]}; empty if there is none */
    public Optional<TomlFields> fields() {
        return project;
    }

    /** @return the table {@code [tool.NAME]}; empty if there is none */
    public Optional<TomlFields> tool(String tool) {
        return root.tableIfAny("tool").flatMap(tools -> tools.tableIfAny(tool));
    }

    /** @return the name of the project; empty if there is no {@code [project]} table */
    public Optional<PackageName> name() {
        return Optional.ofNullable(name);
    }

    /** @return the name of the project as written; an empty string if there is no {@code [project]} table */
    public String writtenName() {
        return project.flatMap(fields -> fields.string("name")).orElse("");
    }

    /** @return the version of the project; empty if it is missing or dynamic */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** @return the one-line description; an empty string if there is none */
    public String description() {
        return project.flatMap(fields -> fields.string("description")).orElse("");
    }

    /** @return the Python versions that the project supports; any version if the field is missing */
    public VersionSpecifiers requiresPython() {
        return requiresPython;
    }

    /** @return whether only a build can determine the value of the field, for example {@code version} */
    public boolean isDynamic(String field) {
        return dynamic.contains(field);
    }

    /** @return the names of the extras, sorted */
    public Set<ExtraName> extras() {
        return optional.names();
    }

    /**
     * Returns the dependencies of the project and of the requested extras. An extra that requires the project itself
     * ({@code all = ["shop[gui]"]}) includes the extras in the brackets.
     *
     * @throws UserException if an extra does not exist, or only a build can determine the dependencies
     */
    public List<DeclaredRequirement> requirements(Collection<ExtraName> requested) {
        checkStatic("dependencies");
        if (!requested.isEmpty()) {
            checkStatic("optional-dependencies");
        }
        Set<DeclaredRequirement> all = new LinkedHashSet<>(dependencies);
        optional.addTo(all, requested);
        return List.copyOf(all);
    }

    /**
     * Returns the dependencies of extras only, for a project whose other dependencies are dynamic.
     *
     * @throws UserException if an extra does not exist
     */
    public List<DeclaredRequirement> extraRequirements(Collection<ExtraName> requested) {
        Set<DeclaredRequirement> all = new LinkedHashSet<>();
        optional.addTo(all, requested);
        return List.copyOf(all);
    }

    private void checkStatic(String field) {
        if (isDynamic(field)) {
            throw UserException.of(
                            "The field `" + field + "` of `" + source + "` is dynamic: only a build can determine it")
                    .hint("list the dependencies in a requirements file");
        }
    }

    /** @return the console commands: names and {@code module:attribute} */
    public Map<String, String> scripts() {
        return project.map(fields -> fields.stringTable("scripts")).orElse(Map.of());
    }

    /** @return the commands with a graphical interface: names and {@code module:attribute} */
    public Map<String, String> guiScripts() {
        return project.map(fields -> fields.stringTable("gui-scripts")).orElse(Map.of());
    }

    /** @return all other entry points by group: names and values */
    public Map<String, Map<String, String>> entryPoints() {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        project.flatMap(fields -> fields.table("entry-points"))
                .ifPresent(fields -> fields.keys().forEach(group -> groups.put(group, fields.stringTable(group))));
        return groups;
    }

    /** @return the dependency groups; none if there is no such table */
    public DependencyGroups groups() {
        Map<String, List<TomlFields.Value>> groups = new LinkedHashMap<>();
        Map<String, SourceLocation> notLists = new LinkedHashMap<>();
        root.table("dependency-groups")
                .ifPresent(fields -> fields.keys()
                        .forEach(key -> fields.arrayIfAny(key)
                                .ifPresentOrElse(
                                        items -> groups.put(key, items),
                                        () -> notLists.put(key, fields.location(key)))));
        return new DependencyGroups(groups, notLists);
    }
}
