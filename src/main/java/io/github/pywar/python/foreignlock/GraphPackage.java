package io.github.pywar.python.foreignlock;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Package of a lock.
 *
 * @param version empty for source code whose version is dynamic
 * @param key text that dependencies refer to it by, beside name and version; empty if the format has none
 * @param hashes hexadecimal digests of its files by algorithm
 * @param condition when it is selected by groups and markers; unused if dependencies are followed
 * @param requiresPython the Pythons that it supports
 * @param location of its entry
 */
record GraphPackage(
        PackageName name,
        Optional<Version> version,
        GraphSource source,
        String key,
        Map<String, Set<String>> hashes,
        List<GraphDependency> dependencies,
        Condition condition,
        VersionSpecifiers requiresPython,
        SourceLocation location) {

    GraphPackage {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Groups that a package belongs to, each with a marker.
     *
     * @param markers by group; an empty marker always holds
     */
    record Condition(Map<ExtraName, Optional<Marker>> markers) {

        static final Condition NONE = new Condition(Map.of());

        Condition {
            markers = Map.copyOf(markers);
        }
    }

    /** Returns the same package with the dependencies and hashes of another entry for it. */
    GraphPackage and(GraphPackage other) {
        List<GraphDependency> all = new ArrayList<>(dependencies);
        all.addAll(other.dependencies);
        Map<String, Set<String>> both = new TreeMap<>(other.hashes);
        both.putAll(hashes);
        return new GraphPackage(name, version, source, key, both, all, condition, requiresPython, location);
    }

    /** Returns the name and the version for messages. */
    String label() {
        return "`" + name + version.map(own -> " " + own).orElse("") + "` (" + location + ")";
    }
}
