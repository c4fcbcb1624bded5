package io.github.pywar.python.foreignlock;

import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Optional;
import java.util.Set;

/**
 * Dependency of a locked package, or of the project.
 *
 * @param name of the package that is required
 * @param extras that are required of it
 * @param ifExtras extras of the requiring package that must all be requested
 * @param ifGroup group of the project that must be selected
 * @param marker condition on the environment and on the extras
 * @param rule versions that it accepts
 * @param source text that equals {@link GraphPackage#key}; empty: any source
 */
record GraphDependency(
        PackageName name,
        Set<ExtraName> extras,
        Set<ExtraName> ifExtras,
        Optional<ExtraName> ifGroup,
        Optional<Marker> marker,
        VersionSpecifiers rule,
        String source) {

    GraphDependency {
        extras = Set.copyOf(extras);
        ifExtras = Set.copyOf(ifExtras);
    }

    /** A dependency on any source, without a condition on extras and groups beside its marker. */
    GraphDependency(PackageName name, Set<ExtraName> extras, Optional<Marker> marker, VersionSpecifiers rule) {
        this(name, extras, Set.of(), Optional.empty(), marker, rule, "");
    }

    boolean applies(MarkerEnvironment environment, Set<ExtraName> requested, Set<ExtraName> groups) {
        return requested.containsAll(ifExtras)
                && ifGroup.map(groups::contains).orElse(true)
                && marker.map(one -> one.evaluate(environment, requested)).orElse(true);
    }

    boolean accepts(GraphPackage locked) {
        return locked.name().equals(name)
                && (source.isEmpty() || source.equals(locked.key()))
                && locked.version().map(version -> accepts(rule, version)).orElse(true);
    }

    /** Returns whether a rule accepts a version, also a pre-release. */
    static boolean accepts(VersionSpecifiers rule, Version version) {
        return rule.contains(version.toString(), Optional.of(true), false);
    }

    GraphDependency ifExtras(Set<ExtraName> required) {
        return new GraphDependency(name, extras, required, ifGroup, marker, rule, source);
    }

    GraphDependency ifGroup(ExtraName group) {
        return new GraphDependency(name, extras, ifExtras, Optional.of(group), marker, rule, source);
    }
}
