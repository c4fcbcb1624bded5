package io.github.pywar.python.error;

import io.github.pywar.base.error.Hint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Hints that allow builds from source code: one declaration for all packages, because a second one would replace it. */
public final class BuildHints {

    private static final String NATIVE = "native";

    private BuildHints() {}

    /** Returns the hint that allows compiled code of projects. */
    public static Hint ofNative(Collection<String> projects) {
        return Hint.of(PythonHint.BUILD_NATIVE, names(projects), natives(projects));
    }

    /**
     * Returns the hint that allows builds of projects.
     *
     * @param isNative by project: whether compiled code is allowed, else pure wheels only
     */
    public static Hint of(SortedMap<String, Boolean> isNative) {
        if (!isNative.containsValue(false)) {
            return ofNative(isNative.keySet());
        }
        String scopes = isNative.entrySet().stream()
                .map(one -> one.getKey() + "=" + (one.getValue() ? NATIVE : "pure"))
                .collect(Collectors.joining(","));
        return Hint.of(PythonHint.ALLOW_BUILDS, names(isNative.keySet()), scopes);
    }

    /** Returns the hint that allows builds of pure wheels of projects. */
    public static Hint ofPure(Collection<String> projects) {
        return of(new TreeMap<>(projects.stream().distinct().collect(Collectors.toMap(name -> name, name -> false))));
    }

    /**
     * Returns the hint with all declarations that are required together.
     *
     * @param builds the projects whose compiled code has to be allowed
     * @param isRepair whether libraries of this machine are copied into the wheels
     * @param libraries the libraries that the target must have, separated by commas; may be empty
     * @param libc the C library that the target must have; may be empty
     */
    public static Hint together(Collection<String> builds, boolean isRepair, String libraries, String libc) {
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
                natives(builds),
                isRepair ? "true" : "",
                libraries,
                libc);
    }

    private static String natives(Collection<String> projects) {
        return projects.stream().map(name -> name + "=" + NATIVE).collect(Collectors.joining(","));
    }

    private static String names(Collection<String> projects) {
        return projects.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
