package io.github.pywar.python.install;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compiled modules of a wheel. They are never installed: the deployment compiles the sources itself, and code without
 * a source cannot be reviewed. A compiled module counts as sourceless where Python would import it, which is outside of
 * {@code __pycache__} and only without a source or an extension module beside it.
 */
final class Bytecode {

    private static final String CACHE = "__pycache__";

    private Bytecode() {}

    /** @return whether that file of a wheel is compiled, or is in a folder for compiled files */
    static boolean isCompiled(String path) {
        return isModule(path) || path.startsWith(CACHE + "/") || path.contains("/" + CACHE + "/");
    }

    /** @return those of the files, sorted, that are compiled modules without a source */
    static List<String> sourceless(Collection<String> paths) {
        List<String> modules = paths.stream()
                .filter(path -> isModule(path) && !path.contains(CACHE + "/"))
                .sorted()
                .toList();
        if (modules.isEmpty()) {
            return modules;
        }
        Set<String> sources = new HashSet<>();
        paths.stream().filter(path -> !isModule(path)).forEach(path -> sources.add(source(path)));
        return modules.stream().filter(path -> !sources.contains(source(path))).toList();
    }

    private static boolean isModule(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".pyc") || lower.endsWith(".pyo");
    }

    /** The module that a file is or compiles to; a name of an extension module has its platform behind the first dot. */
    private static String source(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".py") || isModule(path)) {
            return path.substring(0, path.lastIndexOf('.'));
        }
        boolean isExtension = lower.endsWith(".so") || lower.endsWith(".pyd");
        return isExtension ? path.substring(0, path.indexOf('.', path.lastIndexOf('/') + 1)) : path;
    }
}
