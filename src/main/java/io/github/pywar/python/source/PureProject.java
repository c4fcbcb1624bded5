package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return dynamic.isEmpty() ? Optional.of(project).filter(one -> one.version != null) : project.resolved(dynamic);
    }

    /** Fields whose form differs between backends or their versions. */
    private static boolean isUnusual(TomlFields table) {
        return table.tableIfAny("license").isPresent()
                || table.has("import-names")
                || table.has("import-namespaces")
                || !table.has("name");
    }

    /** Only flit has dynamic fields that need no plugin: it reads them from the module. */
    private Optional<PureProject> resolved(List<String> dynamic) throws IOException {
        if (backend != PureBackend.FLIT || !List.of("version", "description").containsAll(dynamic)) {
            return Optional.empty();
        }
        Optional<ModuleLiterals> literals = ModuleFiles.find(this).isPresent()
                ? ModuleLiterals.read(ModuleFiles.find(this).get())
                : Optional.empty();
        Optional<Version> found = dynamic.contains("version")
                ? literals.flatMap(ModuleLiterals::version).flatMap(Version::tryParse)
                : parsed.version();
        Optional<String> described =
                dynamic.contains("description") ? literals.flatMap(ModuleLiterals::summary) : summary;
        return found.isEmpty() || dynamic.contains("description") && described.isEmpty()
                ? Optional.empty()
                : Optional.of(new PureProject(root, backend, document, table, parsed, found.get(), described));
    }

    /** @return the name of the module that has the name of the project */
    String module() {
        return parsed.name().orElseThrow().underscored();
    }
}
