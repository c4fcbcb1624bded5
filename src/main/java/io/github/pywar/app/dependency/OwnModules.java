package io.github.pywar.app.dependency;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Packages and modules that an installation of the project itself has. Without a declaration, they are those in {@code src}; else the packages in the folder of the project.
 *
 * @param folder of the project
 * @param project its {@code pyproject.toml}
 */
record OwnModules(Path folder, Optional<PyProject> project) {

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

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*+");

    /**
     * Returns the modules that are not below folders. In the folder of the project can also be packages that are not
     * installed. If some are below the folders, or in Maven's layout, only the one with the name of the project counts.
     *
     * @param sources folders of the application's files
     */
    List<Path> outside(List<Path> sources) throws IOException {
        List<Path> all = all(sources);
        List<Path> outside = new ArrayList<>();
        for (Path module : all) {
            if (!isIn(module, sources)) {
                outside.add(module);
            }
        }
        return outside.size() < all.size() || isOfMaven(sources) ? withoutOthers(outside) : outside;
    }

    /**
     * Returns the modules that are not below folders and that are certainly of the project: those in a declared folder or
     * in {@code src}, and the package with the name of the project. A project that is declared as no package has none.
     *
     * @param sources folders of the application's files
     */
    List<Path> certainlyOutside(List<Path> sources) throws IOException {
        return declared().isNoPackage() ? List.of() : withoutOthers(outside(sources));
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

    private List<Path> all(List<Path> sources) throws IOException {
        Set<Path> roots = declared().roots();
        if (roots.isEmpty() && !isOfMaven(sources)) {
            roots.add(base().resolve("src"));
        }
        List<Path> all = new ArrayList<>();
        for (Path root : roots) {
            all.addAll(modules(root));
        }
        return all.isEmpty() ? modules(base()) : all;
    }

    /** In Maven's layout, the folders in {@code src} are not packages: {@code main}, {@code test} and others. */
    private boolean isOfMaven(List<Path> sources) {
        Path main = base().resolve("src").resolve("main");
        for (Path source : sources) {
            if (source.toAbsolutePath().normalize().startsWith(main)) {
                return true;
            }
        }
        return false;
    }

    private DeclaredModules declared() {
        return new DeclaredModules(base(), project);
    }

    private List<Path> modules(Path root) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path file : files(root)) {
            if (isModule(file)) {
                modules.add(file);
            }
        }
        return modules;
    }

    /** Returns the files in a folder; none if the user cannot read it, such as the data folder of a container. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(files::add);
            } catch (AccessDeniedException e) {
                return List.of();
            }
        }
        Collections.sort(files);
        return files;
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
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.exists(folder.resolve("__init__.py"))) {
            return true;
        }
        for (Path below : depth > 1 ? files(folder) : List.<Path>of()) {
            if (isPackage(below, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    private Path base() {
        return folder.toAbsolutePath().normalize();
    }
}
