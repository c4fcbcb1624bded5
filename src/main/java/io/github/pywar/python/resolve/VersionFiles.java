package io.github.pywar.python.resolve;

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

/** The files of one version, as they are found on a page; not safe for several threads. */
final class VersionFiles {

    /** Not yanked before yanked, then by tag, then the greater build tag. */
    private static final Comparator<Judged> BETTER = Comparator.comparing((Judged wheel) -> wheel.file.isYanked())
            .thenComparing(wheel -> wheel.rank.getAsInt())
            .thenComparing(Judged::build, Comparator.reverseOrder());

    /**
     * A wheel, with what speaks against it.
     *
     * @param rank how well it fits; empty: not at all
     * @param pythonNeeded a predicate where it is for another Python
     * @param refusal why it may not be taken for another reason
     */
    record Judged(
            DistributionFile file,
            BuildTag build,
            OptionalInt rank,
            Optional<String> pythonNeeded,
            Optional<RejectedCandidate.Reason> refusal) {}

    private final Version version;
    private final List<DistributionFile> wheels = new ArrayList<>();
    private final Map<RejectedCandidate.Reason, String> reasons = new EnumMap<>(RejectedCandidate.Reason.class);
    private Judged best;
    private boolean source;
    private boolean allYanked = true;

    VersionFiles(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    Optional<DistributionFile> best() {
        return Optional.ofNullable(best).map(Judged::file);
    }

    void addSource(DistributionFile file) {
        source = true;
        allYanked &= file.isYanked();
    }

    void add(Judged wheel) {
        wheels.add(wheel.file);
        allYanked &= wheel.file.isYanked();
        if (wheel.pythonNeeded.isPresent()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.PYTHON, wheel.pythonNeeded.get());
        } else if (wheel.rank.isEmpty()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.NO_WHEEL, "has no wheel for the target");
        } else if (wheel.refusal.isPresent()) {
            reasons.putIfAbsent(wheel.refusal.get(), words(wheel.refusal.get()));
        } else {
            best = best == null || BETTER.compare(wheel, best) < 0 ? wheel : best;
        }
    }

    private static String words(RejectedCandidate.Reason refusal) {
        return refusal == RejectedCandidate.Reason.HASH
                ? "has no file with an allowed hash"
                : "was uploaded after the limit in time";
    }

    RejectedCandidate passedOver(RejectedCandidate.Reason reason, String detail) {
        return new RejectedCandidate(
                version, reason, detail, offered(), wheels.stream().findFirst());
    }

    /** @return why none of the files fits: the reason of that file that came nearest */
    RejectedCandidate misfit() {
        if (allYanked) {
            return passedOver(RejectedCandidate.Reason.YANKED, "was yanked");
        }
        return reasons.entrySet().stream()
                .findFirst()
                .map(reason -> passedOver(reason.getKey(), reason.getValue()))
                .orElseGet(() -> passedOver(RejectedCandidate.Reason.NO_WHEEL, "has no wheel"));
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
