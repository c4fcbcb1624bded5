package io.github.pywar.python.source;

import io.github.pywar.python.error.BuildHints;
import io.github.pywar.python.name.PackageName;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packages of which wheels are built from source code.
 *
 * @param scope of packages that are not in {@code packages}
 * @param packages the scope of single packages
 */
public record BuildPolicy(BuildScope scope, Map<PackageName, BuildScope> packages) {

    /** Policy that builds pure wheels only. */
    public static final BuildPolicy PURE = new BuildPolicy(BuildScope.PURE, Map.of());

    public BuildPolicy {
        packages = Collections.unmodifiableMap(new TreeMap<>(packages));
    }

    /** Returns whether wheels of at least one package are built. */
    public boolean allowsAny() {
        return scope != BuildScope.NONE || packages.values().stream().anyMatch(one -> one != BuildScope.NONE);
    }

    /** Returns the scope of a package. */
    public BuildScope of(PackageName name) {
        return packages.getOrDefault(name, scope);
    }

    /** Returns the hints that allow further builds. */
    public BuildHints hints() {
        SortedMap<String, String> declared = new TreeMap<>();
        if (scope != BuildScope.PURE) {
            declared.put("", scope.text());
        }
        packages.forEach((name, of) -> declared.put(name.value(), of.text()));
        return new BuildHints(declared);
    }

    /** Explicit, because it is part of the key of cached resolutions: Java composes that of a record at the first call. */
    @Override
    public String toString() {
        return "BuildPolicy[scope=" + scope + ", packages=" + packages + "]";
    }
}
