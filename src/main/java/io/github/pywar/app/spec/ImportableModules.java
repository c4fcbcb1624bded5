package io.github.pywar.app.spec;

import io.github.pywar.base.file.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Modules that {@code import} finds in a tree whose root is on {@code sys.path}. */
final class ImportableModules {

    private static final String PACKAGE = "__init__";

    /**
     * File of a module.
     *
     * @param path relative to the root
     * @param origin of the file: the application, or a wheel
     */
    record ModuleFile(String path, String origin) {}

    private final Map<String, ModuleFile> modules = new TreeMap<>();
    private int files;

    /**
     * Finds the modules of trees.
     *
     * @param root the folder on {@code sys.path}, with a slash at its end; empty for the root of the trees
     */
    static ImportableModules of(List<FileTree> trees, String root) {
        ImportableModules found = new ImportableModules();
        for (FileTree tree : trees) {
            for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
                if (file.getKey().startsWith(root)) {
                    found.add(
                            file.getKey().substring(root.length()),
                            file.getValue().origin());
                }
            }
        }
        return found;
    }

    private void add(String path, String origin) {
        files++;
        String name = name(path);
        if (!name.isEmpty()) {
            modules.putIfAbsent(name, new ModuleFile(path, origin));
        }
    }

    /** Returns the number of files, including other files than modules. */
    int files() {
        return files;
    }

    boolean has(String module) {
        return modules.containsKey(module);
    }

    Set<String> names() {
        return modules.keySet();
    }

    /** Returns the names of modules and packages that are not in another package. */
    Set<String> topLevel() {
        Set<String> names = new TreeSet<>();
        for (String name : modules.keySet()) {
            if (!name.contains(".")) {
                names.add(name);
            }
        }
        return names;
    }

    /** Returns the file of a module; null if there is no such module. */
    ModuleFile file(String module) {
        return modules.get(module);
    }

    /** Returns the dotted name of a module; empty if the file is not a module. */
    private static String name(String path) {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash + 1).replace('/', '.');
        String stem = stem(path.substring(slash + 1));
        if (stem.isEmpty() || folder.contains("-")) {
            return "";
        }
        String name = stem.equals(PACKAGE) ? folder : folder + stem;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Extension modules have a tag in their name: {@code fast.cpython-311-x86_64-linux-gnu.so}, {@code fast.abi3.so}. */
    private static String stem(String file) {
        if (file.endsWith(".py")) {
            return file.substring(0, file.length() - ".py".length());
        }
        return file.endsWith(".so") ? file.substring(0, file.indexOf('.')) : "";
    }
}
