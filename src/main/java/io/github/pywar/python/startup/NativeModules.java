package io.github.pywar.python.startup;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.startup.StartupCode.Kind;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Search for native modules that a file of setuptools would load at the start. The file loads the module of its namespace
 * without running Python code of it, but native code runs when it is loaded. Python prefers native code to the
 * {@code __init__.py} of another wheel, and setuptools never names such a module.
 *
 * @param names of the modules that such files load
 */
record NativeModules(Set<String> names) {

    private static final String PACKAGE = "/__init__";

    /** Returns the native modules of a wheel that have one of the names. */
    List<StartupCode> of(Wheel wheel) throws IOException {
        List<StartupCode> found = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> entry : wheel.files().entries().entrySet()) {
            String path = entry.getKey();
            if (isNative(path)) {
                Optional<String> file = StartupScan.installed(path);
                if (file.isPresent() && names.contains(module(file.get()))) {
                    ByteSource content = entry.getValue().content();
                    found.add(new StartupCode(Kind.MODULE, file.get(), module(file.get()), Sha256.of(content)));
                }
            }
        }
        return found;
    }

    private static boolean isNative(String path) {
        return path.endsWith(".so") || path.endsWith(".pyd");
    }

    private static String module(String file) {
        String path = file.substring(0, file.indexOf('.', file.lastIndexOf('/') + 1));
        return (path.endsWith(PACKAGE) ? path.substring(0, path.length() - PACKAGE.length()) : path).replace('/', '.');
    }
}
