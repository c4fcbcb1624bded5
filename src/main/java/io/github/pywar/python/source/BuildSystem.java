package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program that builds a project ({@code [build-system]} of {@code pyproject.toml}, PEP 517 and 518).
 *
 * @param requires the packages that it needs
 * @param backend the module, perhaps with {@code :object}
 * @param backendPath folders of the source code from which it is imported, absolute; mostly none
 */
public record BuildSystem(List<DeclaredRequirement> requires, String backend, List<Path> backendPath) {

    /** The backend of a project that declares none. */
    public static final String LEGACY = "setuptools.build_meta:__legacy__";

    /** The oldest version with that backend, as in pip. */
    private static final String LEGACY_REQUIREMENT = "setuptools>=40.8.0";

    private static final Pattern BACKEND =
            Pattern.compile("[^\\W\\d]\\w*+(\\.[^\\W\\d]\\w*+)*+(:[^\\W\\d]\\w*+(\\.[^\\W\\d]\\w*+)*+)?");

    public BuildSystem {
        requires = List.copyOf(requires);
        backendPath = List.copyOf(backendPath);
    }

    static BuildSystem of(SourceTree source) throws IOException {
        Optional<byte[]> text = source.content(SourceTree.PYPROJECT);
        if (text.isEmpty() && source.content(SourceTree.SETUP_PY).isEmpty()) {
            throw UserException.of("There is no Python project in the source code: it has neither `pyproject.toml` nor"
                            + " `setup.py`")
                    .hint("if the project is in a subfolder, add `#subdirectory=FOLDER` to the URL");
        }
        Optional<TomlFields> table = text.flatMap(
                bytes -> TomlFields.parse(bytes, SourceTree.PYPROJECT).table("build-system"));
        return table.isPresent() ? of(table.get(), source.root()) : legacy();
    }

    private static BuildSystem legacy() {
        SourceLocation location = SourceLocation.of("the default build system");
        return new BuildSystem(List.of(DeclaredRequirement.parse(LEGACY_REQUIREMENT, location)), LEGACY, List.of());
    }

    private static BuildSystem of(TomlFields table, Path root) throws IOException {
        if (!table.has("requires")) {
            throw table.error("requires", "is missing: a build system declares the packages that it needs (PEP 518)");
        }
        List<DeclaredRequirement> requires = table.strings("requires").stream()
                .map(item -> DeclaredRequirement.parse((String) item.value(), item.location()))
                .toList();
        String backend = table.string("build-backend").orElse(LEGACY);
        if (!BACKEND.matcher(backend).matches()) {
            throw table.error("build-backend", "is not `module` or `module:object`: `" + backend + "`");
        }
        List<Path> paths = new ArrayList<>();
        for (TomlFields.Value path : table.strings("backend-path")) {
            paths.add(inside(root, (String) path.value(), table));
        }
        return new BuildSystem(requires, backend, paths);
    }

    private static Path inside(Path root, String text, TomlFields table) throws IOException {
        Path folder = PathText.parse(text)
                .map(path -> root.resolve(path).normalize())
                .filter(path -> path.startsWith(root.normalize()))
                .orElseThrow(() -> leavesTree(text, table));
        if (Files.exists(folder) && !folder.toRealPath().startsWith(root.toRealPath())) {
            throw leavesTree(text, table);
        }
        return folder;
    }

    private static UserException leavesTree(String text, TomlFields table) {
        return table.error("backend-path", "leads out of the source code: `" + PathText.shown(text) + "`");
    }
}
