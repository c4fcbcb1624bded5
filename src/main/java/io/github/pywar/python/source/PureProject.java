package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Project with a static {@code [project]} table and one of the known backends.
 *
 * @param root folder of the project
 * @param backend that builds it
 * @param document all of its {@code pyproject.toml}
 * @param table its {@code [project]} table
 * @param parsed the same, parsed
 * @param version declared, or read from the module
 * @param summary declared, or read from the module
 */
record PureProject(
        Path root,
        PureBackend backend,
        TomlFields document,
        TomlFields table,
        PyProject parsed,
        Version version,
        Optional<String> summary) {

    private static final List<String> DYNAMIC_OF_FLIT = List.of("version", "description");
    private static final Pattern PYTHON_3 = Pattern.compile("^\\s*(>=|~=|==)\\s*3");

    static Optional<PureProject> of(SourceTree source) throws IOException {
        Optional<byte[]> text = source.content(SourceTree.PYPROJECT);
        if (text.isEmpty() || Files.exists(source.root().resolve(SourceTree.SETUP_PY))) {
            return Optional.empty();
        }
        TomlFields document = TomlFields.parse(text.get(), SourceTree.PYPROJECT);
        Optional<TomlFields> table = document.tableIfAny("project");
        Optional<PureBackend> backend = document.has("build-system")
                ? PureBackend.of(source.buildSystem()).filter(known -> known.hasPlainSettings(document))
                : Optional.empty();
        if (table.isEmpty() || backend.isEmpty() || isUnusual(table.get())) {
            return Optional.empty();
        }
        PyProject parsed = PyProject.parse(text.get(), SourceTree.PYPROJECT);
        if (parsed.name().isEmpty()) {
            return Optional.empty();
        }
        List<String> dynamic = table.get().strings("dynamic").stream()
                .map(item -> (String) item.value())
                .toList();
        PureProject project = new PureProject(
                source.root(),
                backend.get(),
                document,
                table.get(),
                parsed,
                parsed.version().orElse(null),
                table.get().string("description"));
        Optional<PureProject> complete = dynamic.isEmpty()
                ? Optional.of(project).filter(one -> one.version != null)
                : project.resolved(dynamic, source);
        return complete.filter(PureProject::isForPython3);
    }

    /** Fields whose form differs between backends or their versions. */
    private static boolean isUnusual(TomlFields table) {
        return table.has("import-names") || table.has("import-namespaces") || !table.has("name");
    }

    /** These backends write a tag for Python 2, too, unless the project excludes it. */
    private boolean isForPython3() {
        boolean hasTwoTags = Set.of(PureBackend.FLIT, PureBackend.HATCHLING, PureBackend.POETRY)
                .contains(backend);
        return !hasTwoTags
                || table.string("requires-python")
                        .filter(PYTHON_3.asPredicate())
                        .isPresent();
    }

    /** Resolves the dynamic fields that flit reads from the module, and the version that hatchling reads from PKG-INFO. */
    private Optional<PureProject> resolved(List<String> dynamic, SourceTree source) throws IOException {
        if (backend == PureBackend.HATCHLING && dynamic.equals(List.of("version"))) {
            return PackageInfo.metadata(source)
                    .map(text -> with(Metadata.parse(text).version(), summary));
        }
        Optional<Path> module = ModuleFiles.find(this);
        if (backend != PureBackend.FLIT || !DYNAMIC_OF_FLIT.containsAll(dynamic) || module.isEmpty()) {
            return Optional.empty();
        }
        Optional<ModuleLiterals> literals = ModuleLiterals.read(module.get());
        Optional<Version> found = dynamic.contains("version")
                ? literals.flatMap(ModuleLiterals::version).flatMap(Version::tryParse)
                : parsed.version();
        boolean isDescribed = dynamic.contains("description");
        Optional<String> described = isDescribed ? literals.flatMap(ModuleLiterals::summary) : summary;
        return isDescribed && described.isEmpty() ? Optional.empty() : found.map(known -> with(known, described));
    }

    private PureProject with(Version known, Optional<String> described) {
        return new PureProject(root, backend, document, table, parsed, known, described);
    }

    /** @return the name of the module that has the name of the project */
    String module() {
        return parsed.name().orElseThrow().underscored();
    }
}
