package io.github.pywar.python.resolve;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What there is of one project for one target. */
final class Releases {

    static final Releases MISSING = new Releases(false, Map.of(), List.of(), List::of);

    private final boolean exists;
    private final Map<Version, Release> all;
    private final PreferredVersions versions;
    private final List<RejectedCandidate> ruledOut;
    private final Supplier<List<RejectedCandidate>> passedOver;
    private List<RejectedCandidate> known;

    /**
     * @param exists whether an index has the project at all
     * @param all those that can be chosen, by version, the preferred one first
     * @param ruledOut those with fitting wheels that cannot be chosen for another reason
     * @param passedOver all that cannot be chosen, worked out when somebody wants to know
     */
    Releases(
            boolean exists,
            Map<Version, Release> all,
            List<RejectedCandidate> ruledOut,
            Supplier<List<RejectedCandidate>> passedOver) {
        this.exists = exists;
        this.all = all;
        this.versions = PreferredVersions.of(List.copyOf(all.keySet()));
        this.ruledOut = List.copyOf(ruledOut);
        this.passedOver = passedOver;
    }

    static Releases only(Release release) {
        return new Releases(true, Map.of(release.version(), release), List.of(), List::of);
    }

    boolean exists() {
        return exists;
    }

    Map<Version, Release> all() {
        return all;
    }

    /** @return those with fitting wheels that cannot be chosen for another reason */
    List<RejectedCandidate> ruledOut() {
        return ruledOut;
    }

    /** @return all that cannot be chosen, the finals first, each part newest first */
    synchronized List<RejectedCandidate> passedOver() {
        if (known == null) {
            known = passedOver.get();
        }
        return known;
    }

    List<Version> versions() {
        return versions.all();
    }

    /** @return the preferred one of those that have a wheel for the target */
    Optional<Version> newest() {
        return versions().stream()
                .filter(version -> all.get(version).wheel().isPresent())
                .findFirst();
    }

    Optional<Release> best(VersionRange range) {
        return versions.first(range).map(all::get);
    }

    List<RejectedCandidate> passedOverIn(VersionRange range) {
        return passedOver().stream()
                .filter(other -> range.contains(other.version()))
                .toList();
    }

    /** @return the same with versions that no wheel fits standing behind all others */
    Releases withMisses() {
        Map<Version, Release> more = new LinkedHashMap<>(all);
        passedOver().stream()
                .filter(other -> other.reason() == RejectedCandidate.Reason.NO_WHEEL)
                .forEach(other ->
                        more.put(other.version(), new Release(other.version(), Optional.empty(), other.wheel())));
        return new Releases(exists, more, ruledOut, passedOver);
    }
}
