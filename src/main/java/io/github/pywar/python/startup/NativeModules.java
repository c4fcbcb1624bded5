package io.github.pywar.python.startup;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.startup.StartupCode.Kind;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Search for native modules that a file of setuptools would load at the start. The file loads the module of its namespace
 * without running Python code of it, but native code runs when it is loaded. Python prefers native code to the
 * {@code __init__.py} of another wheel, and setuptools never names such a module.
 *
 * @param names of the modules that such files load
 */
public record NativeModules(Set<String> names) {

    private static final String PACKAGE = "/__init__";

    public NativeModules {
        names = Set.copyOf(names);
    }

    /** Returns the search for the modules that the known code of packages loads. */
    public static NativeModules loadedBy(Collection<PackageCode> packages) {
        Set<String> loaded = new TreeSet<>();
        for (PackageCode one : packages) {
            for (StartupCode code : one.code()) {
                if (code.isKnown()) {
                    loaded.add(SetuptoolsCode.module(code));
                }
            }
        }
        return new NativeModules(loaded);
    }

    /**
     * Returns the names of all native modules.
     *
     * @param paths in a wheel
     */
    public static SortedSet<String> in(Collection<String> paths) {
        SortedSet<String> modules = new TreeSet<>();
        for (String path : paths) {
            if (isNative(path)) {
                StartupScan.installed(path).ifPresent(file -> modules.add(module(file)));
            }
        }
        return modules;
    }

    /** Returns whether one of the modules is loaded at the start. */
    public boolean isAny(Collection<String> modules) {
        return !Collections.disjoint(names, modules);
    }

    /** Returns the code of a package together with the native modules of its wheel that are loaded at the start. */
    public PackageCode addedTo(PackageCode code, Wheel wheel) throws IOException {
        List<StartupCode> joined = new ArrayList<>(code.code());
        joined.addAll(of(wheel));
        return new PackageCode(code.name(), code.version(), joined);
    }

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
