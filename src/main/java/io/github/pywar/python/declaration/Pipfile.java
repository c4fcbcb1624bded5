package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Dependencies of Pipenv: a {@code Pipfile}. */
public final class Pipfile {

    /** Name of the file. */
    public static final String NAME = "Pipfile";

    private static final int MAX_BYTES = 8 << 20;
    private static final String MAIN = "packages";
    private static final ExtraName DEVELOPMENT = ExtraName.parse("dev-packages");
    private static final Set<String> NOT_GROUPS = Set.of(MAIN, "source", "requires", "pipenv", "scripts", "pipfile");

    private final TomlFields root;
    private final Path folder;

    private Pipfile(TomlFields root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Reads the file of a project. */
    public static Pipfile read(Path file, FileScope project) throws IOException {
        return parse(project.read(file, NAME, MAX_BYTES), file.toAbsolutePath().getParent());
    }

    /** @param folder of the file; relative paths begin there */
    static Pipfile parse(byte[] text, Path folder) {
        return new Pipfile(TomlFields.parse(text, NAME), folder);
    }

    /** Returns the Python versions of the table {@code [requires]}. */
    public Optional<RequiredPython> python() {
        Optional<TomlFields> requires = root.table("requires");
        for (String key : List.of("python_full_version", "python_version")) {
            Optional<String> text = requires.flatMap(table -> table.string(key)).filter(one -> !"*".equals(one));
            if (text.isPresent()) {
                TomlFields table = requires.get();
                VersionSpecifiers versions =
                        PoetryDependency.parsed(text.get(), table.location(key), EnvironmentMarkers::pythons);
                return Optional.of(new RequiredPython(versions, text.get(), "`" + key + "` in " + table.location(key)));
            }
        }
        return Optional.empty();
    }

    /** Returns the dependencies of the application: the table {@code [packages]}. */
    public ToolDependencies packages() {
        return result(root.table(MAIN));
    }

    /** Returns the names of the other tables of packages; {@code dev} is another name of {@code dev-packages}. */
    public Set<ExtraName> groups() {
        return groupKeys().keySet();
    }

    /**
     * Returns the dependencies of another table.
     *
     * @param group one of {@link #groups()}
     */
    public ToolDependencies group(ExtraName group) {
        return result(root.table(groupKeys().get(group)));
    }

    private Map<ExtraName, String> groupKeys() {
        Map<ExtraName, String> groups = new TreeMap<>();
        for (String key : root.keys()) {
            if (!NOT_GROUPS.contains(key) && root.tableIfAny(key).isPresent()) {
                ExtraName.tryParse(key).ifPresent(name -> groups.put(name, key));
            }
        }
        if (groups.containsKey(DEVELOPMENT)) {
            groups.putIfAbsent(ExtraName.parse("dev"), groups.get(DEVELOPMENT));
        }
        return groups;
    }

    private ToolDependencies result(Optional<TomlFields> table) {
        List<DeclaredRequirement> requirements = new ArrayList<>();
        Map<PackageName, SourceName> sourceOf = new LinkedHashMap<>();
        ErrorList errors = new ErrorList();
        for (String key : table.map(TomlFields::keys).orElse(List.of())) {
            errors.run(() -> {
                PipenvDependency one = PipenvDependency.read(table.orElseThrow(), key, folder);
                requirements.add(one.declared());
                one.source()
                        .ifPresent(source ->
                                sourceOf.put(one.declared().requirement().name(), source));
            });
        }
        errors.throwIfAny();
        Optional<PrereleaseMode> prereleases = root.table("pipenv")
                .flatMap(settings -> settings.flag("allow_prereleases"))
                .filter(isAllowed -> isAllowed)
                .map(isAllowed -> PrereleaseMode.ALWAYS);
        return new ToolDependencies(requirements, prereleases, Map.of(), sourceOf, sources(), List.of());
    }

    private List<SourceName> sources() {
        List<SourceName> sources = new ArrayList<>();
        for (TomlFields source : root.tables("source")) {
            source.string("name").ifPresent(name -> sources.add(new SourceName(name, source.location("name"))));
        }
        return sources;
    }
}
