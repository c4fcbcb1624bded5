package io.github.pywar.python.candidate;

import io.github.pywar.python.version.PreferredVersions;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Candidates of one project for one target, and the versions that were rejected. */
public final class Releases {

    static final Releases MISSING =
            new Releases(false, Map.of(), List.of(), () -> new FullSelection(Map.of(), List.of()), List.of());

    /**
     * Selection from the page with all files.
     *
     * @param all the candidates by version, the preferred one first
     * @param rejected the other versions: final versions first, then pre-releases, each newest first
     */
    record FullSelection(Map<Version, Release> all, List<RejectedCandidate> rejected) {}

    private final boolean exists;
    private final Map<Version, Release> all;
    private final PreferredVersions versions;
    private final List<RejectedCandidate> rejectedDespiteWheel;
    private final Supplier<FullSelection> readFull;
    private final List<Version> omitted;
    private volatile FullSelection full;

    /**
     * @param exists whether an index has the project
     * @param all the candidates by version, the preferred one first
     * @param rejectedDespiteWheel versions that have a fitting wheel and cannot be chosen for another reason
     * @param readFull selects from the full page, which only messages and source distributions need, so it is called on
     *     demand
     * @param omitted versions that have only source code, and are behind a version with a wheel
     */
    Releases(
            boolean exists,
            Map<Version, Release> all,
            List<RejectedCandidate> rejectedDespiteWheel,
            Supplier<FullSelection> readFull,
            List<Version> omitted) {
        this.exists = exists;
        this.all = all;
        this.versions = PreferredVersions.of(List.copyOf(all.keySet()));
        this.rejectedDespiteWheel = List.copyOf(rejectedDespiteWheel);
        this.readFull = readFull;
        this.omitted = List.copyOf(omitted);
    }

    static Releases only(Release release) {
        return new Releases(
                true,
                Map.of(release.version(), release),
                List.of(),
                () -> new FullSelection(Map.of(), List.of()),
                List.of());
    }

    /** Returns whether an index has the project. */
    public boolean exists() {
        return exists;
    }

    /** Returns the candidates by version, the preferred one first. */
    public Map<Version, Release> all() {
        return all;
    }

    /** Returns the versions that were rejected so far because they are yanked. */
    List<RejectedCandidate> yanked() {
        List<RejectedCandidate> known = full == null ? rejectedDespiteWheel : full.rejected();
        List<RejectedCandidate> yanked = new ArrayList<>();
        for (RejectedCandidate other : known) {
            if (other.reason() == RejectedCandidate.Reason.YANKED) {
                yanked.add(other);
            }
        }
        return Collections.unmodifiableList(yanked);
    }

    /** Returns all versions that cannot be chosen: final versions first, then pre-releases, each newest first. */
    public List<RejectedCandidate> rejected() {
        return full().rejected();
    }

    private synchronized FullSelection full() {
        if (full == null) {
            full = readFull.get();
        }
        return full;
    }

    /**
     * Returns the candidate of a version. If only the name of its source distribution is known, this reads the full page.
     *
     * @return empty if the version cannot be chosen; then it is one of {@link #rejected()}
     */
    Optional<Release> find(Version version) {
        Release release = all.get(version);
        return release != null && release.isListed()
                ? Optional.ofNullable(full().all().get(version))
                : Optional.ofNullable(release);
    }

    /** Returns whether the full page was read, and the candidates on it have another order. */
    boolean isReordered() {
        return full != null
                && all.values().stream().anyMatch(Release::isListed)
                && !full.all().keySet().stream()
                        .filter(all::containsKey)
                        .toList()
                        .equals(versions().stream()
                                .filter(full.all()::containsKey)
                                .toList());
    }

    /** Returns whether a range has no candidate, and a version that was omitted because it has only source code. */
    boolean lacksSource(VersionRange range) {
        return !omitted.isEmpty() && best(range).isEmpty() && omitted.stream().anyMatch(range::contains);
    }

    /** Returns the versions that can be chosen, the preferred one first. */
    public List<Version> versions() {
        return versions.all();
    }

    /** Returns the preferred version that has a file for the target. */
    public Optional<Version> newest() {
        return versions().stream()
                .filter(version -> find(version).flatMap(Release::file).isPresent())
                .findFirst();
    }

    /** Returns the newest version with a fitting wheel that is older than a version. */
    public Optional<Version> olderWithWheel(Version version) {
        return versions().stream()
                .filter(other -> other.compareTo(version) < 0 && all.get(other).isWheel())
                .findFirst();
    }

    /** Returns the preferred candidate in a range. */
    public Optional<Release> best(VersionRange range) {
        Optional<Version> first = versions.first(range);
        return first.isPresent() ? Optional.ofNullable(all.get(first.get())) : Optional.empty();
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
                .forEach(other -> more.put(other.version(), Release.withoutFile(other.version(), other.wheel())));
        return new Releases(exists, more, rejectedDespiteWheel, this::full, omitted);
    }
}
