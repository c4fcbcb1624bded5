package io.github.pywar.app.spec;

import io.github.pywar.base.file.FileTree;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The modules that a tree offers to {@code import} when its root stands on {@code sys.path}. */
final class Modules {

    private static final String PACKAGE = "__init__";

    /** Dotted name to the file that is the module. */
    private final Map<String, String> files;

    private Modules(Map<String, String> files) {
        this.files = files;
    }

    static Modules of(FileTree tree) {
        Map<String, String> files = new TreeMap<>();
        for (String path : tree.entries().keySet()) {
            String name = name(path);
            if (!name.isEmpty()) {
                files.putIfAbsent(name, path);
            }
        }
        return new Modules(files);
    }

    boolean has(String module) {
        return files.containsKey(module);
    }

    Set<String> names() {
        return files.keySet();
    }

    /** @return regular modules and packages that need no folder above them */
    Set<String> topLevel() {
        Set<String> names = new java.util.TreeSet<>(files.keySet());
        names.removeIf(name -> name.contains("."));
        return names;
    }

    String file(String module) {
        return files.get(module);
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
