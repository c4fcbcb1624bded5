package io.github.pywar.python.candidate;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Candidates of one project for one target, and the versions that were rejected. */
public final class Releases {

    static final Releases MISSING = new Releases(false, Map.of(), List.of(), List::of);

    private final boolean exists;
    private final Map<Version, Release> all;
    private final PreferredVersions versions;
    private final List<RejectedCandidate> rejectedDespiteWheel;
    private final Supplier<List<RejectedCandidate>> findRejected;
    private List<RejectedCandidate> rejected;

    /**
     * @param exists whether an index has the project
     * @param all the candidates by version, the preferred one first
     * @param rejectedDespiteWheel versions that have a fitting wheel and cannot be chosen for another reason
     * @param findRejected finds all versions that cannot be chosen. It needs the full page, which only messages need,
     *     so it is called on demand
     */
    Releases(
            boolean exists,
            Map<Version, Release> all,
            List<RejectedCandidate> rejectedDespiteWheel,
            Supplier<List<RejectedCandidate>> findRejected) {
        this.exists = exists;
        this.all = all;
        this.versions = PreferredVersions.of(List.copyOf(all.keySet()));
        this.rejectedDespiteWheel = List.copyOf(rejectedDespiteWheel);
        this.findRejected = findRejected;
    }

    static Releases only(Release release) {
        return new Releases(true, Map.of(release.version(), release), List.of(), List::of);
    }

    /** Returns whether an index has the project. */
    public boolean exists() {
        return exists;
    }

    /** Returns the candidates by version, the preferred one first. */
    public Map<Version, Release> all() {
        return all;
    }

    /** Returns the versions that have a fitting wheel and cannot be chosen for another reason. */
    List<RejectedCandidate> rejectedDespiteWheel() {
        return rejectedDespiteWheel;
    }

    /** Returns all versions that cannot be chosen: final versions first, then pre-releases, each newest first. */
    public synchronized List<RejectedCandidate> rejected() {
        if (rejected == null) {
            rejected = findRejected.get();
        }
        return rejected;
    }

    /** Returns the versions that can be chosen, the preferred one first. */
    public List<Version> versions() {
        return versions.all();
    }

    /** Returns the preferred version that has a wheel for the target. */
    public Optional<Version> newest() {
        return versions().stream()
                .filter(version -> all.get(version).wheel().isPresent())
                .findFirst();
    }

    /** Returns the preferred candidate in a range. */
    public Optional<Release> best(VersionRange range) {
        return versions.first(range).map(all::get);
    }

    /** Returns the versions in a range that cannot be chosen. */
    public List<RejectedCandidate> rejectedIn(VersionRange range) {
        return rejected().stream()
                .filter(other -> range.contains(other.version()))
                .toList();
    }

    /** Returns these candidates followed by the versions that no wheel fits. */
    Releases withMissingWheels() {
        Map<Version, Release> more = new LinkedHashMap<>(all);
        rejected().stream()
                .filter(other -> other.reason() == RejectedCandidate.Reason.NO_WHEEL)
                .forEach(other ->
                        more.put(other.version(), new Release(other.version(), Optional.empty(), other.wheel())));
        return new Releases(exists, more, rejectedDespiteWheel, findRejected);
    }
}
