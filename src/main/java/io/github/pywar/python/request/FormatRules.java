package io.github.pywar.python.request;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules for wheels and source distributions.
 *
 * @param builds the packages of which wheels are built
 * @param mode the formats of packages that are not in {@code modes}
 * @param modes the formats of single packages
 * @param prefersWheels whether each version with a fitting wheel is preferred to all versions without one, as with
 *     {@code --prefer-binary}
 */
public record FormatRules(
        BuildPolicy builds, FormatMode mode, Map<PackageName, FormatMode> modes, boolean prefersWheels) {

    /** Wheels only: nothing is built. */
    public static final FormatRules WHEELS = of(new BuildPolicy(BuildScope.NONE, Map.of()));

    public FormatRules {
        modes = Collections.unmodifiableMap(new TreeMap<>(modes));
    }

    /** Returns the rules of a build policy, for all formats. */
    public static FormatRules of(BuildPolicy builds) {
        return new FormatRules(builds, FormatMode.ANY, Map.of(), false);
    }

    /** Returns the formats that may be chosen for a package. If nothing may be built, these are wheels. */
    public FormatMode modeOf(PackageName name) {
        return builds.of(name) == BuildScope.NONE ? FormatMode.WHEELS : modes.getOrDefault(name, mode);
    }

    /**
     * Returns whether a source distribution may be chosen.
     *
     * @param isCompiled whether the version has wheels, and each of them is for a platform
     */
    public boolean allowsSource(PackageName name, boolean isCompiled) {
        return switch (modeOf(name)) {
            case ANY -> builds.of(name) == BuildScope.NATIVE || !isCompiled;
            case WHEELS -> false;
            case SOURCE -> true;
        };
    }

    /** Explicit, because it is part of the key of cached resolutions: Java composes that of a record at the first call. */
    @Override
    public String toString() {
        return "FormatRules[builds=" + builds + ", mode=" + mode + ", modes=" + modes + ", prefersWheels="
                + prefersWheels + "]";
    }
}
