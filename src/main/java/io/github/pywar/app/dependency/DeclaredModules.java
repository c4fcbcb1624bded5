package io.github.pywar.app.dependency;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.file.PathText;
import io.github.pywar.python.declaration.SetupConfiguration;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Declarations of build tools about the modules of a project. A value of another type is ignored: the archive is built
 * without these tools.
 *
 * @param base folder of the project
 * @param project its {@code pyproject.toml}
 */
record DeclaredModules(Path base, Optional<PyProject> project) {

    private static final List<String> FILES = List.of("setup.py", SetupConfiguration.NAME, "pyproject.toml");
    private static final int MAX_BYTES = 1 << 20;

    /** The folder of all packages in {@code setup.py} and {@code pyproject.toml}, or in {@code setup.cfg}. */
    private static final Pattern PACKAGE_DIR =
            Pattern.compile("package[_-]dir\\s*+=\\s*+(?:\\{\\s*+(?:\"\"|'')\\s*+[:=]\\s*+[\"']|=\\s*+)([\\w./-]+)");

    /** Tools, each with its key that declares whether a project is a package. */
    private static final Map<String, String> PACKAGE_FLAGS =
            Map.of("uv", "package", "poetry", "package-mode", "pdm", "distribution");

    /** Returns whether a tool installs no modules of the project. */
    boolean isNoPackage() {
        for (Map.Entry<String, String> flag : PACKAGE_FLAGS.entrySet()) {
            if (Boolean.FALSE.equals(value(flag.getKey(), flag.getValue()))) {
                return true;
            }
        }
        Object packages = value("setuptools", "packages");
        Object modules = value("setuptools", "py-modules");
        // setuptools searches packages only if neither is declared
        boolean isDeclared = packages instanceof List || packages == null && modules instanceof List;
        return isDeclared && list(packages).isEmpty() && list(modules).isEmpty();
    }

    /** Returns the folders in which the declared modules are; none without a declaration. */
    Set<Path> roots() throws IOException {
        Set<Path> roots = new LinkedHashSet<>();
        for (Object name : names()) {
            addPath(name, roots);
        }
        Set<Path> packages = new LinkedHashSet<>();
        for (Object name : list(value("hatch", "build", "targets", "wheel", "packages"))) {
            addPath(name, packages);
        }
        for (Path one : packages) {
            if (one.startsWith(base) && !one.equals(base)) {
                roots.add(one.getParent());
            }
        }
        return roots;
    }

    private void addPath(Object name, Set<Path> paths) {
        Optional<Path> path = name instanceof String text ? PathText.parse(text) : Optional.empty();
        if (path.isPresent()) {
            paths.add(base.resolve(path.get()).normalize());
        }
    }

    private Set<Object> names() throws IOException {
        Set<Object> names = new LinkedHashSet<>();
        for (String file : FILES) {
            Matcher declared = PACKAGE_DIR.matcher(text(base.resolve(file)));
            if (declared.find()) {
                names.add(declared.group(1));
            }
        }
        names.add(value("setuptools", "package-dir", ""));
        names.addAll(list(value("setuptools", "packages", "find", "where")));
        for (Object one : list(value("poetry", "packages"))) {
            names.add(one instanceof Map<?, ?> table ? table.get("from") : null);
        }
        names.add(value("uv", "build-backend", "module-root"));
        names.add(value("pdm", "build", "package-dir"));
        return names;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Returns the value of a key of a tool; {@code null} if it has none. */
    private Object value(String tool, String... keys) {
        Optional<TomlFields> table = project.isPresent() ? project.get().tool(tool) : Optional.empty();
        for (int i = 0; i < keys.length - 1 && table.isPresent(); i++) {
            table = table.get().tableIfAny(keys[i]);
        }
        return table.isPresent() ? table.get().toMap().get(keys[keys.length - 1]) : null;
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
    }
}
