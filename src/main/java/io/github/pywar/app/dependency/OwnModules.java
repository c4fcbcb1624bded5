package io.github.pywar.app.dependency;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.file.PathText;
import io.github.pywar.python.declaration.SetupConfiguration;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages and modules that an installation of the project itself has. Without a declaration of Poetry or setuptools, they
 * are those in {@code src}; else the packages in the folder of the project.
 *
 * @param folder of the project
 * @param project its {@code pyproject.toml}
 */
record OwnModules(Path folder, Optional<PyProject> project) {

    private static final List<String> DECLARATIONS = List.of("setup.py", SetupConfiguration.NAME, "pyproject.toml");
    private static final int MAX_BYTES = 1 << 20;

    /** The folder of all packages in {@code setup.py} and {@code pyproject.toml}, or in {@code setup.cfg}. */
    private static final Pattern PACKAGE_DIR =
            Pattern.compile("package[_-]dir\\s*+=\\s*+(?:\\{\\s*+(?:\"\"|'')\\s*+[:=]\\s*+[\"']|=\\s*+)([\\w./-]+)");

    /** Folders that backends do not install, and those of Maven's layout. */
    private static final Set<String> OTHERS = Set.of(
            "main",
            "test",
            "tests",
            "it",
            "site",
            "doc",
            "docs",
            "example",
            "examples",
            "script",
            "scripts",
            "tool",
            "tools",
            "benchmark",
            "benchmarks",
            "build",
            "dist",
            "target",
            "venv",
            "node_modules");

    /** Tools, each with its key that declares whether a project is a package. */
    private static final Map<String, String> PACKAGE_FLAGS =
            Map.of("uv", "package", "poetry", "package-mode", "pdm", "distribution");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*+");

    /**
     * Returns the modules that are not below folders. In the folder of the project can also be packages that are not
     * installed. If some are below the folders, only the one with the name of the project counts.
     *
     * @param sources folders of the application's files
     */
    List<Path> outside(List<Path> sources) throws IOException {
        List<Path> all = all();
        List<Path> outside = new ArrayList<>();
        for (Path module : all) {
            if (!isIn(module, sources)) {
                outside.add(module);
            }
        }
        return outside.size() < all.size() ? withoutOthers(outside) : outside;
    }

    /**
     * Returns the modules that are not below folders and that are certainly of the project: those in a declared folder or
     * in {@code src}, and the package with the name of the project. A project that is no package, for uv, Poetry or PDM,
     * has none.
     *
     * @param sources folders of the application's files
     */
    List<Path> certainlyOutside(List<Path> sources) throws IOException {
        for (Map.Entry<String, String> flag : PACKAGE_FLAGS.entrySet()) {
            Optional<TomlFields> tool = project.isPresent() ? project.get().tool(flag.getKey()) : Optional.empty();
            if (tool.isPresent() && tool.get().flag(flag.getValue()).equals(Optional.of(false))) {
                return List.of();
            }
        }
        return withoutOthers(outside(sources));
    }

    /** Removes packages in the folder of the project that do not have its name. */
    private List<Path> withoutOthers(List<Path> modules) {
        List<Path> left = new ArrayList<>();
        for (Path module : modules) {
            if (!module.getParent().equals(base()) || hasProjectName(module)) {
                left.add(module);
            }
        }
        return left;
    }

    /** A source folder can also be the package itself, or be in it: its files then have other names. */
    private static boolean isIn(Path module, List<Path> sources) {
        for (Path source : sources) {
            Path folder = source.toAbsolutePath().normalize();
            if (module.startsWith(folder) || folder.startsWith(module)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasProjectName(Path module) {
        Optional<PackageName> name = project.isPresent() ? project.get().name() : Optional.empty();
        return name.isPresent()
                && module.getFileName().toString().equals(name.get().underscored());
    }

    private List<Path> all() throws IOException {
        Set<Path> roots = declaredRoots();
        if (roots.isEmpty()) {
            roots.add(base().resolve("src"));
        }
        List<Path> all = new ArrayList<>();
        for (Path root : roots) {
            all.addAll(modules(root));
        }
        return all.isEmpty() ? modules(base()) : all;
    }

    private Set<Path> declaredRoots() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String file : DECLARATIONS) {
            Matcher declared = PACKAGE_DIR.matcher(text(base().resolve(file)));
            if (declared.find()) {
                names.add(declared.group(1));
            }
        }
        project.flatMap(file -> file.tool("setuptools"))
                .flatMap(tool -> tool.tableIfAny("packages"))
                .flatMap(packages -> packages.tableIfAny("find"))
                .ifPresent(find -> find.strings("where").forEach(one -> names.add((String) one.value())));
        project.flatMap(file -> file.tool("poetry"))
                .filter(tool -> tool.has("packages"))
                .ifPresent(tool -> tool.tables("packages")
                        .forEach(one -> one.string("from").ifPresent(names::add)));
        Set<Path> roots = new LinkedHashSet<>();
        names.forEach(name -> PathText.parse(name)
                .ifPresent(path -> roots.add(base().resolve(path).normalize())));
        return roots;
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
    }

    private List<Path> modules(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> modules = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.sorted().toList()) {
                if (isModule(file)) {
                    modules.add(file);
                }
            }
        }
        return modules;
    }

    /** Modules in the folder of the project are mostly its tools. */
    private boolean isModule(Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean isFlat = base().equals(file.getParent());
        if (name.endsWith(".py")) {
            return !isFlat && !name.matches("__init__.*|conftest.*|test_.*|setup.*");
        }
        return NAME.matcher(name).matches() && !OTHERS.contains(name) && isPackage(file, isFlat ? 1 : 3);
    }

    /** @param depth 1 for a package that is not one of namespaces */
    private static boolean isPackage(Path folder, int depth) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> below = Files.find(folder, depth, (path, attributes) -> path.endsWith("__init__.py"))) {
            return below.findAny().isPresent();
        }
    }

    private Path base() {
        return folder.toAbsolutePath().normalize();
    }
}
