package io.github.pywar.python.resolve;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is of one project for one target. */
final class Releases {

    static final Releases MISSING = new Releases(false, Map.of(), List.of());

    private final boolean exists;
    private final Map<Version, Release> all;
    private final PreferredVersions versions;
    private final List<PassedOver> passedOver;

    /**
     * @param exists whether an index has the project at all
     * @param all those that can be chosen, by version, the preferred one first
     * @param passedOver the others, newest first
     */
    Releases(boolean exists, Map<Version, Release> all, List<PassedOver> passedOver) {
        this.exists = exists;
        this.all = all;
        this.versions = PreferredVersions.of(List.copyOf(all.keySet()));
        this.passedOver = List.copyOf(passedOver);
    }

    static Releases only(Release release) {
        return new Releases(true, Map.of(release.version(), release), List.of());
    }

    boolean exists() {
        return exists;
    }

    Map<Version, Release> all() {
        return all;
    }

    List<PassedOver> passedOver() {
        return passedOver;
    }

    List<Version> versions() {
        return versions.all();
    }

    Optional<Release> best(VersionRange range) {
        return versions.first(range).map(all::get);
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
        return new Releases(exists, more, passedOver);
    }
}
