package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Dependencies of Poetry: the table {@code [tool.poetry]} of a {@code pyproject.toml}. */
public final class PoetryDeclaration {

    /** Poetry's name of the group that is always selected. */
    public static final ExtraName MAIN = ExtraName.parse("main");

    private static final String PYTHON = "python";
    private static final String DEPENDENCIES = "dependencies";
    private static final String OLD_GROUP = "dev-dependencies";
    private static final String INCLUDES = "include-groups";

    private final TomlFields poetry;
    private final Path folder;

    private PoetryDeclaration(TomlFields poetry, Path folder) {
        this.poetry = poetry;
        this.folder = folder;
    }

    /**
     * Returns the declaration of a project.
     *
     * @param folder of the file; relative paths begin there
     * @return empty if the file has no table of Poetry
     */
    public static Optional<PoetryDeclaration> of(PyProject project, Path folder) {
        return project.tool("poetry").map(table -> new PoetryDeclaration(table, folder));
    }

    /** Returns whether it declares a dependency of the application, in addition to Python. */
    public boolean hasDependencies() {
        return poetry.tableIfAny(DEPENDENCIES)
                .filter(table -> table.keys().stream().anyMatch(key -> !isPython(key)))
                .isPresent();
    }

    /** Returns the Python versions of {@code python} in {@code [tool.poetry.dependencies]}. */
    public Optional<RequiredPython> python() {
        return poetry.tableIfAny(DEPENDENCIES)
                .flatMap(table -> table.keys().stream()
                        .filter(PoetryDeclaration::isPython)
                        .findFirst()
                        .flatMap(key -> python(table, key)));
    }

    private static Optional<RequiredPython> python(TomlFields table, String key) {
        Optional<TomlFields> form = table.tableIfAny(key);
        Optional<String> text = form.isPresent() ? form.get().string("version") : table.string(key);
        SourceLocation location = table.location(key);
        return text.map(constraint -> new RequiredPython(
                PoetryDependency.parsed(constraint, location, EnvironmentMarkers::pythons),
                constraint,
                "`python` in " + location));
    }

    private static boolean isPython(String key) {
        return key.equalsIgnoreCase(PYTHON);
    }

    /**
     * Returns the dependencies of the application.
     *
     * @param extras whose optional dependencies are added
     * @throws UserException if a dependency is not valid, or an extra does not exist
     */
    public ToolDependencies select(Collection<ExtraName> extras) {
        Set<PackageName> requested = requested(extras);
        return result(poetry.table(DEPENDENCIES)
                .map(table -> dependencies(table, key -> isSelected(table, key, requested)))
                .orElse(List.of()));
    }

    /** An optional dependency that no extra requests is not even checked: the file of its path may be missing. */
    private static boolean isSelected(TomlFields table, String key, Set<PackageName> requested) {
        return !isOptional(table, key)
                || PackageName.tryParse(key).filter(requested::contains).isPresent();
    }

    /** A list is optional if one of its tables is: they are about one package. */
    private static boolean isOptional(TomlFields table, String key) {
        boolean isListed = table.arrayIfAny(key).stream()
                .flatMap(List::stream)
                .anyMatch(item -> item.value() instanceof Map<?, ?> form && Boolean.TRUE.equals(form.get("optional")));
        return isListed
                || table.tableIfAny(key).flatMap(form -> form.flag("optional")).orElse(false);
    }

    /** Returns the optional dependencies that extras add. */
    public ToolDependencies extras(Collection<ExtraName> extras) {
        List<DeclaredRequirement> base = select(List.of()).requirements();
        ToolDependencies all = select(extras);
        List<DeclaredRequirement> added = new ArrayList<>(all.requirements());
        added.removeAll(base);
        return ToolDependencies.of(added).and(result(List.of()));
    }

    private Set<PackageName> requested(Collection<ExtraName> extras) {
        Map<ExtraName, Set<PackageName>> known = new TreeMap<>();
        poetry.table("extras")
                .ifPresent(table -> table.keys()
                        .forEach(key -> ExtraName.tryParse(key)
                                .ifPresent(extra ->
                                        known.put(extra, Set.copyOf(table.parsedList(key, PackageName::parse))))));
        Set<PackageName> packages = new LinkedHashSet<>();
        for (ExtraName extra : extras) {
            if (!known.containsKey(extra)) {
                throw UserException.of(
                        "[tool.poetry] of `" + poetry.location("").source() + "` has no extra `" + extra
                                + "`\n    known: "
                                + known.keySet().stream().map(ExtraName::value).collect(Collectors.joining(", ")));
            }
            packages.addAll(known.get(extra));
        }
        return packages;
    }

    /** Returns the names of the groups. */
    public Set<ExtraName> groups() {
        return groupTables().keySet();
    }

    /**
     * Returns the dependencies of a group and of the groups that it includes.
     *
     * @param group one of {@link #groups()}
     */
    public ToolDependencies group(ExtraName group) {
        return result(group(group, new LinkedHashSet<>()));
    }

    private List<PoetryDependency> group(ExtraName group, Set<ExtraName> seen) {
        List<PoetryDependency> all = new ArrayList<>();
        if (!seen.add(group)) {
            return all;
        }
        for (TomlFields table : groupTables().getOrDefault(group, List.of())) {
            table.table(DEPENDENCIES).ifPresent(inner -> all.addAll(dependencies(inner)));
            for (ExtraName included : table.parsedList(INCLUDES, ExtraName::parse)) {
                if (!groups().contains(included)) {
                    throw table.error(INCLUDES, "names `" + included + "`, and there is no such group");
                }
                all.addAll(group(included, seen));
            }
        }
        if (group.value().equals("dev")) {
            poetry.table(OLD_GROUP).ifPresent(inner -> all.addAll(dependencies(inner)));
        }
        return all;
    }

    private Map<ExtraName, List<TomlFields>> groupTables() {
        Map<ExtraName, List<TomlFields>> tables = new TreeMap<>();
        poetry.tableIfAny("group")
                .ifPresent(all -> all.keys()
                        .forEach(key -> ExtraName.tryParse(key)
                                .ifPresent(name -> all.tableIfAny(key)
                                        .ifPresent(table -> tables.computeIfAbsent(name, one -> new ArrayList<>())
                                                .add(table)))));
        if (poetry.tableIfAny(OLD_GROUP).isPresent()) {
            tables.putIfAbsent(ExtraName.parse("dev"), List.of());
        }
        return tables;
    }

    private List<PoetryDependency> dependencies(TomlFields table) {
        return dependencies(table, key -> true);
    }

    private List<PoetryDependency> dependencies(TomlFields table, Predicate<String> isSelected) {
        List<PoetryDependency> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        table.keys().stream()
                .filter(key -> !isPython(key) && isSelected.test(key))
                .forEach(key -> errors.run(() -> all.addAll(PoetryDependency.read(table, key, folder))));
        errors.throwIfAny();
        return all;
    }

    private ToolDependencies result(List<PoetryDependency> selected) {
        Map<PackageName, PrereleaseMode> prereleases = new HashMap<>();
        Map<PackageName, SourceName> sourceOf = new LinkedHashMap<>();
        for (PoetryDependency one : selected) {
            one.prereleases().ifPresent(mode -> prereleases.put(one.name(), mode));
            one.source().ifPresent(source -> sourceOf.put(one.name(), source));
        }
        return new ToolDependencies(
                selected.stream().map(PoetryDependency::declared).toList(),
                Optional.empty(),
                prereleases,
                sourceOf,
                sources(),
                List.of());
    }

    private List<SourceName> sources() {
        List<SourceName> sources = new ArrayList<>();
        for (TomlFields source : poetry.tables("source")) {
            source.string("name").ifPresent(name -> sources.add(new SourceName(name, source.location("name"))));
        }
        return sources;
    }

    /**
     * Adds to standard requirements what the table of Poetry has for the same packages: where they come from, and limits
     * on their versions (Poetry, "Dependency specification", "project.dependencies and tool.poetry.dependencies").
     *
     * @param declared requirements of {@code [project]} or of a dependency group
     */
    public ToolDependencies enrich(List<DeclaredRequirement> declared, Optional<ExtraName> group) {
        List<PoetryDependency> known = group.isPresent()
                ? group(group.get(), new LinkedHashSet<>())
                : poetry.table(DEPENDENCIES).map(this::dependencies).orElse(List.of());
        return new PoetryEnrichment(known).of(declared).and(result(List.of()));
    }
}
