package io.github.pywar.app.spec;

import io.github.pywar.base.file.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The modules that a tree offers to {@code import} when its root stands on {@code sys.path}. */
final class Modules {

    private static final String PACKAGE = "__init__";

    /**
     * Where a module is.
     *
     * @param path relative to the root
     * @param giver of that file
     */
    record Place(String path, String giver) {}

    private final Map<String, Place> places = new TreeMap<>();
    private int files;

    /**
     * @param trees all that the root has
     * @param root the folder on {@code sys.path}, with a slash at its end; empty where the trees begin there
     */
    static Modules of(List<FileTree> trees, String root) {
        Modules modules = new Modules();
        trees.forEach(tree -> tree.entries().forEach((path, file) -> {
            if (path.startsWith(root)) {
                modules.add(path.substring(root.length()), file.origin());
            }
        }));
        return modules;
    }

    private void add(String path, String giver) {
        files++;
        String name = name(path);
        if (!name.isEmpty()) {
            places.putIfAbsent(name, new Place(path, giver));
        }
    }

    /** @return how many files there are, modules or not */
    int files() {
        return files;
    }

    boolean has(String module) {
        return places.containsKey(module);
    }

    Set<String> names() {
        return places.keySet();
    }

    /** @return regular modules and packages that need no folder above them */
    Set<String> topLevel() {
        Set<String> names = new TreeSet<>(places.keySet());
        names.removeIf(name -> name.contains("."));
        return names;
    }

    Place place(String module) {
        return places.get(module);
    }

    /** @return the module's dotted name; empty where the file is none */
    private static String name(String path) {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash + 1).replace('/', '.');
        String stem = stem(path.substring(slash + 1));
        if (stem.isEmpty() || folder.chars().anyMatch(c -> c == '-')) {
            return "";
        }
        String name = stem.equals(PACKAGE) ? folder : folder + stem;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Extension modules carry a tag: {@code fast.cpython-311-x86_64-linux-gnu.so}, {@code fast.abi3.so}. */
    private static String stem(String file) {
        if (file.endsWith(".py")) {
            return file.substring(0, file.length() - ".py".length());
        }
        return file.endsWith(".so") ? file.substring(0, file.indexOf('.')) : "";
    }
}
