package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Groups and package sources of PDM: the table {@code [tool.pdm]}. Its other dependencies are in {@code [project]}. */
public final class PdmDeclaration {

    private static final String GROUPS = "dev-dependencies";
    private static final Pattern EDITABLE = Pattern.compile("-e\\s+([^\\s#]+)#egg=([^\\s&#]+)");

    private final TomlFields pdm;
    private final Path folder;

    private PdmDeclaration(TomlFields pdm, Path folder) {
        this.pdm = pdm;
        this.folder = folder;
    }

    /**
     * Returns the table of a project.
     *
     * @param folder of the file
     * @return empty if the file has no table of PDM
     */
    public static Optional<PdmDeclaration> of(PyProject project, Path folder) {
        return project.tool("pdm").map(table -> new PdmDeclaration(table, folder));
    }

    /** Returns the package sources of {@code [[tool.pdm.source]]}, without requirements. */
    public ToolDependencies sources() {
        List<SourceName> sources = new ArrayList<>();
        for (TomlFields source : pdm.tables("source")) {
            source.string("name").ifPresent(name -> sources.add(new SourceName(name, source.location("name"))));
        }
        return new ToolDependencies(List.of(), Optional.empty(), Map.of(), Map.of(), sources, List.of());
    }

    /** Returns the names of the groups in {@code [tool.pdm.dev-dependencies]}. */
    public Set<ExtraName> groups() {
        return keys().keySet();
    }

    /**
     * Returns the dependencies of a group.
     *
     * @param group one of {@link #groups()}
     */
    public List<DeclaredRequirement> group(ExtraName group) {
        List<DeclaredRequirement> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (TomlFields.Value item : pdm.table(GROUPS).orElseThrow().strings(keys().get(group))) {
            errors.run(() -> all.add(requirement((String) item.value(), item.location())));
        }
        errors.throwIfAny();
        return all;
    }

    private DeclaredRequirement requirement(String text, SourceLocation location) {
        if (!text.startsWith("-e")) {
            return new ProjectRoot(folder).expand(DeclaredRequirement.parse(text, location));
        }
        Matcher editable = EDITABLE.matcher(text);
        if (!editable.matches()) {
            throw UserException.of("`" + text + "` names no package (" + location + ")")
                    .hint("write it as `-e file:///${PROJECT_ROOT}/folder#egg=name`");
        }
        return new ProjectRoot(folder)
                .expand(DeclaredRequirement.parse(editable.group(2) + " @ " + editable.group(1), location));
    }

    private Map<ExtraName, String> keys() {
        Map<ExtraName, String> keys = new TreeMap<>();
        pdm.tableIfAny(GROUPS)
                .ifPresent(table ->
                        table.keys().forEach(key -> ExtraName.tryParse(key).ifPresent(name -> keys.put(name, key))));
        return keys;
    }
}
