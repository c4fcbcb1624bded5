package io.github.pywar.python.resolve;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is of one project for one target.
 *
 * @param exists whether an index has the project at all
 * @param indexId the index's name in messages
 * @param all those that can be chosen, by version, the preferred one first
 * @param passedOver the others, newest first
 */
record Releases(boolean exists, String indexId, Map<Version, Release> all, List<PassedOver> passedOver) {

    static final Releases MISSING = new Releases(false, "", Map.of(), List.of());

    static Releases only(Release release) {
        return new Releases(true, "", Map.of(release.version(), release), List.of());
    }

    List<Version> versions() {
        return List.copyOf(all.keySet());
    }

    Optional<Release> best(VersionRange range) {
        return all.values().stream()
                .filter(release -> range.contains(release.version()))
                .findFirst();
    }

    List<PassedOver> passedOverIn(VersionRange range) {
        return passedOver.stream()
                .filter(other -> range.contains(other.version()))
                .toList();
    }

    /** @return the same with versions that no wheel fits standing behind all others */
    Releases withMisses() {
        Map<Version, Release> more = new LinkedHashMap<>(all);
        passedOver.stream()
                .filter(other -> other.reason() == PassedOver.Reason.NO_WHEEL)
                .forEach(other ->
                        more.put(other.version(), new Release(other.version(), Optional.empty(), other.wheel())));
        return new Releases(exists, indexId, more, passedOver);
    }
}
