package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.python.declaration.SourceName;
import io.github.pywar.python.declaration.ToolDependencies;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Table {@code [tool.uv]}: sources of packages, and rules for all packages. The dependencies are in {@code [project]}. */
public final class UvDeclaration {

    /** Settings that change which versions uv chooses, and that are not read. */
    private static final List<String> INEFFECTIVE = List.of(
            "exclude-newer",
            "exclude-newer-package",
            "fork-strategy",
            "index-strategy",
            "no-binary",
            "no-binary-package",
            "no-build",
            "no-build-package",
            "resolution");

    /** Rules that are read with {@code [project]} only. */
    private static final List<String> RULES = List.of(
            "constraint-dependencies", "exclude-dependencies", "override-dependencies", "prerelease", "sources");

    private static final Map<String, PrereleaseMode> PRERELEASES =
            Map.of("allow", PrereleaseMode.ALWAYS, "disallow", PrereleaseMode.NEVER);

    private final TomlFields uv;
    private final UvSourceLinks links;

    private UvDeclaration(TomlFields uv, Path folder) {
        this.uv = uv;
        this.links = new UvSourceLinks(folder);
    }

    /**
     * Returns the table of a project.
     *
     * @param folder of the file
     * @return empty if the file has no table of uv
     */
    public static Optional<UvDeclaration> of(PyProject project, Path folder) {
        return project.tool("uv").map(table -> new UvDeclaration(table, folder));
    }

    /**
     * Returns requirements with the sources that the table has for them.
     *
     * @param declared requirements of {@code [project]} and of groups
     * @param selected extras and groups that are selected
     */
    public ToolDependencies locate(
            List<DeclaredRequirement> declared, TargetEnvironment target, Set<ExtraName> selected) throws IOException {
        Optional<TomlFields> sources = uv.table("sources");
        List<DeclaredRequirement> located = new ArrayList<>();
        Map<PackageName, SourceName> sourceOf = new LinkedHashMap<>();
        for (DeclaredRequirement one : declared) {
            PackageName name = one.requirement().name();
            Optional<TomlFields> source = source(sources, name, target, selected);
            if (source.isPresent() && source.get().has("index")) {
                sourceOf.put(
                        name,
                        new SourceName(
                                source.get().requiredString("index"),
                                source.get().location("index")));
            }
            Optional<String> url = source.isPresent() ? links.url(source.get(), name) : Optional.empty();
            located.add(url.map(link -> direct(one, link)).orElse(one));
        }
        return new ToolDependencies(located, prereleases(), Map.of(), sourceOf, indexes(), remarks());
    }

    private static DeclaredRequirement direct(DeclaredRequirement declared, String url) {
        Requirement requirement = declared.requirement();
        return new DeclaredRequirement(
                Requirement.direct(
                        requirement.name(),
                        requirement.extras(),
                        url,
                        requirement.marker().orElse(null)),
                declared.location(),
                declared.hashes());
    }

    /** Returns the first source of a package that applies: sources have markers, an extra, or a group. */
    private static Optional<TomlFields> source(
            Optional<TomlFields> sources, PackageName name, TargetEnvironment target, Set<ExtraName> selected) {
        List<TomlFields> all = new ArrayList<>();
        sources.ifPresent(table -> table.keys().stream()
                .filter(key -> PackageName.tryParse(key).filter(name::equals).isPresent())
                .forEach(key -> all.addAll(
                        table.arrayIfAny(key).isPresent()
                                ? table.tables(key)
                                : table.table(key).stream().toList())));
        return all.stream()
                .filter(one -> LockFields.marker(one, "marker")
                        .map(marker -> marker.evaluate(target.markers()))
                        .orElse(true))
                .filter(one -> one.string("extra")
                        .or(() -> one.string("group"))
                        .map(text -> selected.contains(ExtraName.parse(text)))
                        .orElse(true))
                .findFirst();
    }

    private Optional<PrereleaseMode> prereleases() {
        return uv.string("prerelease").flatMap(mode -> Optional.ofNullable(PRERELEASES.get(mode)));
    }

    private List<SourceName> indexes() {
        List<SourceName> names = new ArrayList<>();
        uv.tables("index")
                .forEach(index -> index.string("name")
                        .ifPresent(name -> names.add(new SourceName(name, index.location("name")))));
        return names;
    }

    private List<String> remarks() {
        return remarks(INEFFECTIVE, "");
    }

    /**
     * Returns remarks on the parts of the table that have no effect beside a declaration that is not {@code [project]}.
     *
     * @param declaration the name of that declaration
     */
    public List<String> remarksBeside(String declaration) {
        List<String> all = new ArrayList<>(INEFFECTIVE);
        all.addAll(RULES);
        return remarks(all, " on " + declaration);
    }

    private List<String> remarks(List<String> keys, String rest) {
        List<String> ineffective = keys.stream().filter(uv::has).sorted().toList();
        return ineffective.isEmpty()
                ? List.of()
                : List.of("[tool.uv] of pyproject.toml: `" + String.join("`, `", ineffective) + "` "
                        + (ineffective.size() == 1 ? "has" : "have") + " no effect" + rest);
    }

    /** Returns the lock of the workspace around a folder that is one of its members. */
    public static Optional<Path> workspaceLock(Path folder) throws IOException {
        return UvWorkspace.around(folder).lockOf(folder);
    }

    /** Returns the group {@code dev} of the older table {@code dev-dependencies}. */
    public List<DeclaredRequirement> devDependencies() {
        return requirements("dev-dependencies");
    }

    /** Returns limits of packages that are required elsewhere, as far as they apply to the target. */
    public List<DeclaredRequirement> constraints(TargetEnvironment target) {
        return applying("constraint-dependencies", target);
    }

    /** Returns requirements that replace all others on the same packages, as far as they apply to the target. */
    public List<DeclaredRequirement> overrides(TargetEnvironment target) {
        return applying("override-dependencies", target);
    }

    /** Returns packages that are never installed: those excluded, and those whose overrides do not apply to the target. */
    public Set<PackageName> exclusions(TargetEnvironment target) {
        Set<PackageName> names = new LinkedHashSet<>(uv.parsedList("exclude-dependencies", PackageName::parse));
        requirements("override-dependencies")
                .forEach(one -> names.add(one.requirement().name()));
        overrides(target).forEach(one -> names.remove(one.requirement().name()));
        return names;
    }

    private List<DeclaredRequirement> applying(String key, TargetEnvironment target) {
        return requirements(key).stream()
                .filter(one -> one.appliesTo(target.markers()))
                .toList();
    }

    private List<DeclaredRequirement> requirements(String key) {
        List<DeclaredRequirement> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (TomlFields.Value item : uv.strings(key)) {
            errors.run(() -> all.add(DeclaredRequirement.parse((String) item.value(), item.location())));
        }
        errors.throwIfAny();
        return all;
    }
}
