package io.github.pywar.app.development;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tests that a change concerns: the test modules that import a changed module, directly, through other modules or through
 * their {@code conftest.py}, and those that are named after it.
 */
final class AffectedTests {

    private static final String PACKAGE = "__init__.py";
    private static final String SHARED = "conftest.py";

    private final List<Path> folders;
    private final Map<String, Path> modules = new HashMap<>();
    private final Map<Path, Set<Path>> imports = new HashMap<>();

    /**
     * @param snapshot all modules
     * @param folders from which modules are imported, nested ones first
     */
    AffectedTests(SourceSnapshot snapshot, List<Path> folders) {
        this.folders = folders;
        List<Path> files = snapshot.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".py"))
                .toList();
        files.forEach(file -> modules.put(module(file), file));
        files.forEach(file -> imports.put(file, imported(file)));
    }

    /**
     * Returns the names of the test modules, without their packages.
     *
     * @return empty if a file that all tests share has changed: then all are concerned
     */
    SortedSet<String> of(Collection<Path> changed) {
        SortedSet<String> names = new TreeSet<>();
        if (changed.stream().anyMatch(file -> file.endsWith(SHARED))) {
            return names;
        }
        for (Path test : imports.keySet()) {
            if (isTest(test) && (isNamedAfter(test, changed) || reaches(test, changed))) {
                names.add(stem(test));
            }
        }
        return names;
    }

    static boolean isTest(Path file) {
        String stem = stem(file);
        return file.toString().endsWith(".py") && (stem.startsWith("test") || stem.endsWith("_test"));
    }

    private static boolean isNamedAfter(Path test, Collection<Path> changed) {
        return changed.stream()
                .map(AffectedTests::stem)
                .anyMatch(
                        name -> stem(test).equals("test_" + name) || stem(test).equals(name + "_test"));
    }

    private boolean reaches(Path test, Collection<Path> changed) {
        Set<Path> seen = new HashSet<>(Set.of(test));
        Deque<Path> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Path file = open.pop();
            if (changed.contains(file) || changed.stream().anyMatch(one -> isPackageOf(one, file))) {
                return true;
            }
            imports.getOrDefault(file, Set.of()).stream().filter(seen::add).forEach(open::push);
            if (isTest(file)) {
                fixtures(file).filter(seen::add).forEach(open::push);
            }
        }
        return false;
    }

    /** Fixtures of the folders around a test are used without an import. */
    private Stream<Path> fixtures(Path test) {
        return Stream.iterate(test.getParent(), Objects::nonNull, Path::getParent)
                .map(parent -> parent.resolve(SHARED))
                .filter(imports::containsKey);
    }

    /** The import of a module also runs the packages around it. */
    private static boolean isPackageOf(Path changed, Path file) {
        return changed.endsWith(PACKAGE) && file.startsWith(changed.getParent());
    }

    private Set<Path> imported(Path file) {
        Set<Path> found = new HashSet<>();
        for (String name : ModuleImports.of(file, module(file), file.endsWith(PACKAGE))) {
            Path other = modules.get(name);
            if (other != null && !other.equals(file)) {
                found.add(other);
            }
        }
        return found;
    }

    private String module(Path file) {
        Path folder = folders.stream().filter(file::startsWith).findFirst().orElse(file.getParent());
        String path = folder.relativize(file).toString().replace('\\', '/');
        String dotted = path.substring(0, path.length() - ".py".length()).replace('/', '.');
        return dotted.endsWith(".__init__") ? dotted.substring(0, dotted.length() - ".__init__".length()) : dotted;
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.py$", "");
    }
}
