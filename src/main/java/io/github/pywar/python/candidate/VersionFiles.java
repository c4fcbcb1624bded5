package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.BuildTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Files of one version on a page, with their best wheel. Not safe for several threads. */
final class VersionFiles {

    /** Not yanked before yanked, then the better tag, then the greater build tag. */
    private static final Comparator<RatedWheel> BEST_FIRST = Comparator.comparing(
                    (RatedWheel wheel) -> wheel.file.isYanked())
            .thenComparing(wheel -> wheel.rank.getAsInt())
            .thenComparing(RatedWheel::build, Comparator.reverseOrder());

    /**
     * Wheel with its rank, and reasons to reject it.
     *
     * @param rank the rank of its best tag, 0 for the best; empty if it does not fit the target
     * @param pythonMismatch a predicate for messages, if its {@code Requires-Python} excludes the target
     * @param otherReason another reason to reject it
     */
    record RatedWheel(
            DistributionFile file,
            BuildTag build,
            OptionalInt rank,
            Optional<String> pythonMismatch,
            Optional<RejectedCandidate.Reason> otherReason) {}

    private final Version version;
    private final List<DistributionFile> wheels = new ArrayList<>();
    private final Map<RejectedCandidate.Reason, String> reasons = new EnumMap<>(RejectedCandidate.Reason.class);
    private RatedWheel best;
    private boolean source;
    private boolean allYanked = true;

    VersionFiles(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    Optional<DistributionFile> best() {
        return Optional.ofNullable(best).map(RatedWheel::file);
    }

    void addSource(DistributionFile file) {
        source = true;
        allYanked &= file.isYanked();
    }

    void add(RatedWheel wheel) {
        wheels.add(wheel.file);
        allYanked &= wheel.file.isYanked();
        if (wheel.pythonMismatch.isPresent()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.PYTHON, wheel.pythonMismatch.get());
        } else if (wheel.rank.isEmpty()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.NO_WHEEL, "has no wheel for the target");
        } else if (wheel.otherReason.isPresent()) {
            reasons.putIfAbsent(wheel.otherReason.get(), detail(wheel.otherReason.get()));
        } else {
            best = best == null || BEST_FIRST.compare(wheel, best) < 0 ? wheel : best;
        }
    }

    private static String detail(RejectedCandidate.Reason reason) {
        return reason == RejectedCandidate.Reason.HASH
                ? "has no file with an allowed hash"
                : "was uploaded after the configured limit";
    }

    RejectedCandidate reject(RejectedCandidate.Reason reason, String detail) {
        return new RejectedCandidate(
                version, reason, detail, offered(), wheels.stream().findFirst());
    }

    /**
     * Returns the rejection of a version without a usable wheel. Of several reasons, the first in their order counts.
     */
    RejectedCandidate rejection() {
        if (allYanked) {
            return reject(RejectedCandidate.Reason.YANKED, "was yanked");
        }
        return reasons.entrySet().stream()
                .findFirst()
                .map(reason -> reject(reason.getKey(), reason.getValue()))
                .orElseGet(() -> reject(RejectedCandidate.Reason.NO_WHEEL, "has no wheel"));
    }

    private List<String> offered() {
        List<String> offered = new ArrayList<>();
        wheels.forEach(wheel -> offered.add(compressedTag(wheel.fileName())));
        if (source) {
            offered.add("a source distribution");
        }
        return offered.stream().distinct().toList();
    }

    private static String compressedTag(String fileName) {
        String[] parts =
                fileName.substring(0, fileName.length() - ".whl".length()).split("-");
        int last = parts.length - 1;
        return parts[last - 2] + "-" + parts[last - 1] + "-" + parts[last];
    }
}
