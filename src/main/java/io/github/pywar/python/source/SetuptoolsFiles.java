package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that setuptools finds by itself: one package in the folder of the project, all modules below {@code src}, or a
 * list of packages. Only modules and type hints are taken; whether other files are, depends on too much.
 */
final class SetuptoolsFiles {

    private static final Set<String> NOT_PACKAGES = Set.of(
            "ci",
            "bin",
            "debian",
            "doc",
            "docs",
            "documentation",
            "manpages",
            "news",
            "newsfragments",
            "changelog",
            "test",
            "tests",
            "unit_test",
            "unit_tests",
            "example",
            "examples",
            "scripts",
            "tools",
            "util",
            "utils",
            "python",
            "build",
            "dist",
            "venv",
            "env",
            "requirements",
            "tasks",
            "fabfile",
            "site_scons",
            "benchmark",
            "benchmarks",
            "exercise",
            "exercises",
            "htmlcov");

    /** Sections of other tools, and the one that setuptools itself writes into a source distribution. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?s)(\\s*([#;][^\\n]*)?\\n)*+(\\[egg_info\\]\\s*tag_build =\\s*tag_date = 0\\s*)?"
                    + "(\\[(flake8|isort|mypy[^\\]]*|tool:pytest|pycodestyle|pydocstyle)\\][^\\[]*)*+");

    private static final Pattern IDENTIFIER = Pattern.compile("[^\\W\\d]\\w*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int LARGEST = 1 << 16;

    private final Path root;
    private final Map<String, Path> files = new TreeMap<>();
    private boolean hasData;

    private SetuptoolsFiles(Path root) {
        this.root = root;
    }

    /** @return the files by their path in the wheel; empty if setuptools may take others */
    static Optional<Map<String, Path>> of(PureProject project) throws IOException {
        SetuptoolsFiles found = new SetuptoolsFiles(project.root());
        boolean isKnown = found.hasNoConfiguration() && found.find(project);
        return isKnown && !found.files.isEmpty() && (!found.hasData || found.hasNoDataRules(project))
                ? Optional.of(found.files)
                : Optional.empty();
    }

    private boolean hasNoConfiguration() throws IOException {
        Path file = root.resolve("setup.cfg");
        return !Files.exists(file)
                || Files.size(file) <= LARGEST
                        && HARMLESS.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8) + "\n")
                                .matches();
    }

    /** The lists of files in the folder decide which data files are in the wheel. */
    private boolean hasNoDataRules(PureProject project) throws IOException {
        Path sources = root.resolve("src");
        return hasNoDataRules(root) && (!Files.isDirectory(sources) || hasNoDataRules(sources));
    }

    private static boolean hasNoDataRules(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .noneMatch(name -> name.equals("MANIFEST.in") || name.endsWith(".egg-info"));
        }
    }

    private boolean find(PureProject project) throws IOException {
        Optional<TomlFields> settings =
                project.document().tableIfAny("tool").flatMap(tool -> tool.tableIfAny("setuptools"));
        Optional<TomlFields> packages = settings.flatMap(table -> table.tableIfAny("packages"));
        if (packages.isPresent()) {
            return findsInSource(packages.get()) && addAll(root.resolve("src"), false);
        }
        if (settings.filter(table -> table.has("packages")).isPresent()) {
            return addListed(settings.get());
        }
        return Files.isDirectory(root.resolve("src")) ? addAll(root.resolve("src"), true) : addOnly();
    }

    private static boolean findsInSource(TomlFields packages) {
        return packages.toMap().equals(Map.of("find", Map.of("where", List.of("src"))));
    }

    private boolean addListed(TomlFields settings) throws IOException {
        for (TomlFields.Value item : settings.strings("packages")) {
            String name = (String) item.value();
            Path folder = root.resolve(name.replace('.', '/'));
            boolean isPackage = name.matches("\\w+(\\.\\w+)*+") && Files.isDirectory(folder);
            if (!isPackage || !addModules(folder, root)) {
                return false;
            }
        }
        return true;
    }

    /** Adds the only package or module of the folder; setuptools refuses several. */
    private boolean addOnly() throws IOException {
        List<Path> packages = new ArrayList<>();
        for (Path child : children(root)) {
            String name = child.getFileName().toString();
            if (Files.isDirectory(child)
                    && !name.matches("[._].*")
                    && !NOT_PACKAGES.contains(name)
                    && IDENTIFIER.matcher(name.replaceFirst("-stubs$", "")).matches()) {
                packages.add(child);
            }
        }
        return packages.size() == 1
                && Files.exists(packages.get(0).resolve("__init__.py"))
                && addTree(packages.get(0), root);
    }

    private boolean addAll(Path source, boolean withModules) throws IOException {
        for (Path child : children(source)) {
            String name = child.getFileName().toString();
            boolean isPackage = Files.isDirectory(child) && !name.endsWith(".egg-info");
            if (isPackage && !addTree(child, source)) {
                return false;
            }
            if (withModules && Files.isRegularFile(child) && name.endsWith(".py")) {
                files.put(name, child);
            }
        }
        return true;
    }

    private boolean addTree(Path folder, Path base) throws IOException {
        String name = folder.getFileName().toString();
        if (name.equals("__pycache__")) {
            return true;
        }
        if (!IDENTIFIER.matcher(name).matches()) {
            hasData = true; // not a package: its files are data
            return true;
        }
        if (!addModules(folder, base)) {
            return false;
        }
        for (Path child : children(folder)) {
            if (Files.isDirectory(child) && !addTree(child, base)) {
                return false;
            }
        }
        return true;
    }

    private boolean addModules(Path folder, Path base) throws IOException {
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (Files.isSymbolicLink(child)) {
                return false;
            }
            if (!Files.isRegularFile(child) || name.endsWith(".pyc")) {
                continue;
            }
            if (name.endsWith(".py") || name.endsWith(".pyi") || name.equals("py.typed")) {
                files.put(base.relativize(child).toString().replace('\\', '/'), child);
            } else {
                hasData = true;
            }
        }
        return true;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
