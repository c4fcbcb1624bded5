package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a project's module, which has the name of the project and is in its folder or in {@code src}. The backends
 * take all files of it.
 */
final class ModuleFiles {

    /** Backends and their versions differ in these: compiled code, hidden folders, results of other programs. */
    private static final Pattern UNUSUAL = Pattern.compile(
            "(?i).*\\.(pyo|so|pyd|dll|dylib|a|o|lib|exe|c|cpp|pyx|pxd|orig|rej|egg-info|dist-info|data)");

    private ModuleFiles() {}

    /** @return the only package or file that can be the module */
    static Optional<Path> find(PureProject project) {
        String module = declaredModule(project).orElse(project.module());
        List<Path> found = new ArrayList<>();
        for (String name : List.of(module, module + ".py", "src/" + module, "src/" + module + ".py")) {
            Path path = project.root().resolve(name);
            if (name.endsWith(".py") ? Files.isRegularFile(path) : Files.isRegularFile(path.resolve("__init__.py"))) {
                found.add(path);
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
        }
        boolean isAllowed = found.size() == 1
                && (project.backend() != PureBackend.UV
                        || found.get(0).startsWith(project.root().resolve("src")));
        return isAllowed ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** {@code [tool.flit.module]} names another module; a dot in it is a namespace package. */
    private static Optional<String> declaredModule(PureProject project) {
        if (project.backend() != PureBackend.FLIT) {
            return Optional.empty();
        }
        String written = project.parsed().writtenName().replace('-', '_');
        return project.document()
                .tableIfAny("tool")
                .flatMap(tool -> tool.tableIfAny("flit"))
                .flatMap(flit -> flit.tableIfAny("module"))
                .flatMap(module -> module.string("name"))
                .or(() -> Optional.of(written));
    }

    /** @return the files by their path in the wheel; empty if one of them is unusual */
    static Optional<Map<String, Path>> of(PureProject project) throws IOException {
        List<Path> modules = new ArrayList<>();
        if (project.backend() == PureBackend.HATCHLING && packages(project).isPresent()) {
            for (TomlFields.Value name : packages(project).get()) {
                modules.add(project.root().resolve((String) name.value()).normalize());
            }
        } else {
            find(project).ifPresent(modules::add);
        }
        Map<String, Path> files = new TreeMap<>();
        for (Path module : modules) {
            boolean isInside = module.startsWith(project.root()) && !module.equals(project.root());
            if (!isInside || !Files.exists(module) || !add(module, module.getParent(), files)) {
                return Optional.empty();
            }
        }
        return !files.isEmpty() && isAlone(project, modules) ? Optional.of(files) : Optional.empty();
    }

    private static Optional<List<TomlFields.Value>> packages(PureProject project) {
        return project.document()
                .tableIfAny("tool")
                .flatMap(tool -> tool.tableIfAny("hatch"))
                .flatMap(hatch -> hatch.tableIfAny("build"))
                .flatMap(build -> build.tableIfAny("targets"))
                .flatMap(targets -> targets.tableIfAny("wheel"))
                .filter(wheel -> wheel.has("packages"))
                .map(wheel -> wheel.strings("packages"));
    }

    /** Pdm takes every package that it finds, not only the one with the name of the project. */
    private static boolean isAlone(PureProject project, List<Path> modules) throws IOException {
        if (project.backend() != PureBackend.PDM) {
            return true;
        }
        Path parent = modules.get(0).getParent();
        if (Files.isDirectory(project.root().resolve("src")) && parent.equals(project.root())) {
            return false;
        }
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(path -> path.endsWith("__init__.py"))
                    .filter(path -> !path.startsWith(modules.get(0)))
                    .allMatch(path -> path.startsWith(project.root().resolve("tests")));
        }
    }

    private static boolean add(Path path, Path base, Map<String, Path> files) throws IOException {
        String name = path.getFileName().toString();
        if (name.equals("__pycache__") || name.endsWith(".pyc")) {
            return true;
        }
        if (Files.isSymbolicLink(path) || UNUSUAL.matcher(name).matches()) {
            return false;
        }
        if (Files.isRegularFile(path)) {
            files.put(base.relativize(path).toString().replace('\\', '/'), path);
            return true;
        }
        if (!Files.isDirectory(path) || name.startsWith(".") || name.matches("build|dist|node_modules|venv")) {
            return false;
        }
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.sorted().toList()) {
                if (!add(child, base, files)) {
                    return false;
                }
            }
        }
        return true;
    }
}
