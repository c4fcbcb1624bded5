package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Dynamic dependencies that setuptools reads from files: the table {@code [tool.setuptools.dynamic]}. */
public final class SetuptoolsDynamic {

    private static final String DEPENDENCIES = "dependencies";
    private static final String EXTRAS = "optional-dependencies";

    private final TomlFields dynamic;
    private final RequirementLines files;

    private SetuptoolsDynamic(TomlFields dynamic, RequirementLines files) {
        this.dynamic = dynamic;
        this.files = files;
    }

    /**
     * Returns the table of a project.
     *
     * @param folder of the file; the names of files are relative to it
     * @param scope folders that links may lead to
     * @return empty if the project has no such table
     */
    public static Optional<SetuptoolsDynamic> of(PyProject project, Path folder, FileScope scope) {
        return project.tool("setuptools")
                .flatMap(tool -> tool.tableIfAny("dynamic"))
                .map(table -> new SetuptoolsDynamic(table, new RequirementLines(folder, scope)));
    }

    /** Returns whether it names the files of the dependencies. */
    public boolean hasDependencies() {
        return dynamic.has(DEPENDENCIES);
    }

    /** Returns whether it names the files of extras. */
    public boolean hasExtras() {
        return dynamic.has(EXTRAS);
    }

    /** Returns the dependencies of the project. */
    public List<DeclaredRequirement> dependencies() throws IOException {
        return read(dynamic, DEPENDENCIES);
    }

    /** Returns the dependencies of extras. */
    public List<DeclaredRequirement> extras(Collection<ExtraName> extras) throws IOException {
        Optional<TomlFields> table = dynamic.table(EXTRAS);
        List<DeclaredRequirement> all = new ArrayList<>();
        for (ExtraName extra : extras) {
            String key = table.map(TomlFields::keys).orElse(List.of()).stream()
                    .filter(name ->
                            ExtraName.tryParse(name).filter(extra::equals).isPresent())
                    .findFirst()
                    .orElseThrow(() -> UserException.of("`"
                            + dynamic.location("").source() + "` has no extra `" + extra + "`\n    known: "
                            + String.join(", ", table.map(TomlFields::keys).orElse(List.of()))));
            all.addAll(read(table.orElseThrow(), key));
        }
        return all;
    }

    private List<DeclaredRequirement> read(TomlFields table, String key) throws IOException {
        Optional<TomlFields> value = table.table(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> names = value.get().arrayIfAny("file").isPresent()
                ? value.get().strings("file").stream()
                        .map(one -> (String) one.value())
                        .toList()
                : List.of(value.get().requiredString("file"));
        return files.read(names, value.get().location("file"));
    }
}
