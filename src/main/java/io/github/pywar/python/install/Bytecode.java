package io.github.pywar.python.install;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compiled modules of a wheel. They are not installed by default: the deployment compiles the sources itself, and code
 * without a source cannot be reviewed. A compiled module is sourceless if Python would import it: outside of
 * {@code __pycache__}, without a source or an extension module in the same folder.
 */
final class Bytecode {

    private static final String CACHE = "__pycache__";

    private Bytecode() {}

    /** @return whether a file of a wheel is compiled, or is in a folder for compiled files */
    static boolean isCompiled(String path) {
        return isModule(path) || path.startsWith(CACHE + "/") || path.contains("/" + CACHE + "/");
    }

    /** @return the compiled modules without a source, sorted */
    static List<String> sourceless(Collection<String> paths) {
        List<String> modules = new ArrayList<>();
        for (String path : paths) {
            if (isModule(path) && !path.contains(CACHE + "/")) {
                modules.add(path);
            }
        }
        if (modules.isEmpty()) {
            return List.of();
        }
        Collections.sort(modules);
        Set<String> sources = new HashSet<>();
        paths.stream().filter(path -> !isModule(path)).forEach(path -> sources.add(source(path)));
        return modules.stream().filter(path -> !sources.contains(source(path))).toList();
    }

    private static boolean isModule(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".pyc") || lower.endsWith(".pyo");
    }

    /** Returns the path of a module without suffix; the suffix of an extension module begins at the first dot. */
    private static String source(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".py") || isModule(path)) {
            return path.substring(0, path.lastIndexOf('.'));
        }
        boolean isExtension = lower.endsWith(".so") || lower.endsWith(".pyd");
        return isExtension ? path.substring(0, path.indexOf('.', path.lastIndexOf('/') + 1)) : path;
    }
}
