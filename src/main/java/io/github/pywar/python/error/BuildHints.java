package io.github.pywar.python.error;

import io.github.pywar.base.error.Hint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hints that allow builds from source code. They repeat what is declared, so that their values replace the declaration.
 *
 * @param declared by project, what is allowed: {@code none}, {@code pure} or {@code native}; an empty name is for all others
 */
public record BuildHints(SortedMap<String, String> declared) {

    private static final String NATIVE = "native";
    private static final String PURE = "pure";

    /** Returns the hint that allows compiled code of projects. */
    public Hint ofNative(Collection<String> projects) {
        return Hint.of(PythonHint.BUILD_NATIVE, names(projects), with(projects, NATIVE));
    }

    /** Returns the hint that allows builds of pure wheels of projects. */
    public Hint ofPure(Collection<String> projects) {
        return Hint.of(PythonHint.ALLOW_BUILDS, names(projects), with(projects, PURE));
    }

    /**
     * Returns the hint that allows builds of projects.
     *
     * @param isNative by project: whether compiled code is allowed, else pure wheels only
     */
    public Hint of(SortedMap<String, Boolean> isNative) {
        if (!isNative.containsValue(false)) {
            return ofNative(isNative.keySet());
        }
        SortedMap<String, String> all = new TreeMap<>(declared);
        isNative.forEach((name, value) -> all.put(name, value ? NATIVE : PURE));
        return Hint.of(PythonHint.ALLOW_BUILDS, names(isNative.keySet()), text(all));
    }

    /**
     * Returns the hint with all declarations that are required together.
     *
     * @param builds the projects whose compiled code has to be allowed
     * @param isRepair whether libraries of this machine are copied into the wheels
     * @param libraries the libraries that the target must have, separated by commas; may be empty
     * @param libc the C library that the target must have; may be empty
     */
    public Hint together(Collection<String> builds, boolean isRepair, String libraries, String libc) {
        List<String> parts = new ArrayList<>();
        if (!builds.isEmpty()) {
            parts.add("compiled code of " + names(builds));
        }
        if (isRepair) {
            parts.add("copies of the libraries of this machine");
        }
        if (!libraries.isEmpty()) {
            parts.add("the libraries of the system " + libraries);
        }
        if (!libc.isEmpty()) {
            parts.add("the C library " + libc);
        }
        return Hint.of(
                PythonHint.ACCEPT_BUILT_CODE,
                String.join(", ", parts),
                builds.isEmpty() ? "" : with(builds, NATIVE),
                isRepair ? "true" : "",
                libraries,
                libc);
    }

    private String with(Collection<String> projects, String scope) {
        SortedMap<String, String> all = new TreeMap<>(declared);
        projects.forEach(name -> all.put(name, scope));
        return text(all);
    }

    private static String text(SortedMap<String, String> scopes) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, String> one : scopes.entrySet()) {
            texts.add(one.getKey().isEmpty() ? one.getValue() : one.getKey() + "=" + one.getValue());
        }
        return String.join(",", texts);
    }

    private static String names(Collection<String> projects) {
        return "`" + String.join("`, `", projects) + "`";
    }
}
