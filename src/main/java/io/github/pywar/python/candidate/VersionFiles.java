package io.github.pywar.python.candidate;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.BuildTag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Files of one version on a page, with the best of them. Not safe for several threads. */
final class VersionFiles {

    /** End of the name of a wheel that fits every platform. */
    private static final String PURE = "-any.whl";

    private static final Set<RejectedCandidate.Reason> OF_WHEELS = EnumSet.of(
            RejectedCandidate.Reason.HASH, RejectedCandidate.Reason.NO_WHEEL, RejectedCandidate.Reason.FORMAT);

    /**
     * Wheel or source distribution with its rank, and reasons to reject it.
     *
     * @param rank the rank of its best tag, 0 for the best; empty if it does not fit the target; 0 of source code
     * @param pythonMismatch a predicate for messages, if its {@code Requires-Python} excludes the target
     * @param otherReason another reason to reject it
     */
    record RatedFile(
            DistributionFile file,
            BuildTag build,
            OptionalInt rank,
            Optional<String> pythonMismatch,
            Optional<RejectedCandidate.Reason> otherReason) {}

    private final Version version;
    private final List<DistributionFile> wheels = new ArrayList<>();
    private final Map<RejectedCandidate.Reason, String> reasons = new EnumMap<>(RejectedCandidate.Reason.class);
    private RatedFile best;
    private RatedFile source;
    private boolean isDescribed;
    private boolean hasSource;
    private boolean isSourceDescribed;
    private boolean hasPureWheel;
    private boolean hasWheel;
    private boolean allYanked = true;

    VersionFiles(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    /** Returns the best wheel, or the source distribution if no wheel can be used that was not yanked. */
    Optional<DistributionFile> best() {
        boolean isSource = best == null || source != null && best.file.isYanked() && !source.file.isYanked();
        RatedFile chosen = isSource ? source : best;
        return chosen == null ? Optional.empty() : Optional.of(chosen.file);
    }

    boolean hasBestWheel() {
        return best != null;
    }

    /** Returns whether every wheel of the version is for a platform, and there is one. */
    boolean isCompiled() {
        return hasWheel && !hasPureWheel;
    }

    /** Returns whether the page lists only the name of the source distribution, and no wheel is usable or rules it out. */
    boolean isListed() {
        return hasSource && !isSourceDescribed && best().isEmpty() && OF_WHEELS.containsAll(reasons.keySet());
    }

    /** Returns whether the page describes a file of the version; of other files it lists the names only. */
    boolean isDescribed() {
        return isDescribed;
    }

    /** Adds the name of a file that the page does not describe. */
    void addName(String fileName) {
        boolean isWheel = fileName.endsWith(".whl");
        hasSource |= !isWheel;
        hasWheel |= isWheel;
        hasPureWheel |= fileName.endsWith(PURE);
    }

    private void addDescribed(DistributionFile file) {
        isDescribed = true;
        allYanked &= file.isYanked();
        addName(file.fileName());
    }

    /** Adds a source distribution from which a wheel may be built. */
    void addSource(RatedFile file) {
        isSourceDescribed = true;
        addDescribed(file.file);
        if (noteReason(file) && (source == null || isBetter(file, source))) {
            source = file;
        }
    }

    /** Adds a source distribution that is not used. */
    void addIgnoredSource(DistributionFile file) {
        isSourceDescribed = true;
        addDescribed(file);
    }

    void add(RatedFile wheel) {
        wheels.add(wheel.file);
        addDescribed(wheel.file);
        if (noteReason(wheel) && (best == null || isBetter(wheel, best))) {
            best = wheel;
        }
    }

    /** Not yanked before yanked, then the better tag, then the greater build tag. */
    private static boolean isBetter(RatedFile one, RatedFile other) {
        if (one.file.isYanked() != other.file.isYanked()) {
            return other.file.isYanked();
        }
        int rank = Integer.compare(one.rank.getAsInt(), other.rank.getAsInt());
        return rank == 0 ? one.build.compareTo(other.build) > 0 : rank < 0;
    }

    /** Returns whether the file can be used; else notes why it cannot. */
    private boolean noteReason(RatedFile file) {
        if (file.pythonMismatch.isPresent()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.PYTHON, file.pythonMismatch.get());
        } else if (file.rank.isEmpty()) {
            reasons.putIfAbsent(RejectedCandidate.Reason.NO_WHEEL, "has no wheel for the target");
        } else if (file.otherReason.isPresent()) {
            reasons.putIfAbsent(file.otherReason.get(), detail(file.otherReason.get()));
        } else {
            return true;
        }
        return false;
    }

    private static String detail(RejectedCandidate.Reason reason) {
        return switch (reason) {
            case HASH -> "has no file with an allowed hash";
            case FORMAT -> "has no source distribution, and `--no-binary` excludes its wheels";
            case COOLING_DOWN -> "was uploaded within the cool-down";
            default -> "was uploaded after the configured limit";
        };
    }

    RejectedCandidate reject(RejectedCandidate.Reason reason, String detail) {
        return new RejectedCandidate(
                version, reason, detail, offered(), wheels.isEmpty() ? Optional.empty() : Optional.of(wheels.get(0)));
    }

    /**
     * Returns the rejection of a version without a usable wheel. Of several reasons, the first in their order counts.
     */
    RejectedCandidate rejection() {
        if (allYanked) {
            return reject(RejectedCandidate.Reason.YANKED, "was yanked");
        }
        if (reasons.isEmpty()) {
            return reject(RejectedCandidate.Reason.NO_WHEEL, "has no wheel");
        }
        Map.Entry<RejectedCandidate.Reason, String> first =
                reasons.entrySet().iterator().next();
        return reject(first.getKey(), first.getValue());
    }

    private List<String> offered() {
        Set<String> offered = new LinkedHashSet<>();
        for (DistributionFile wheel : wheels) {
            offered.add(compressedTag(wheel.fileName()));
        }
        if (hasSource) {
            offered.add(RejectedCandidate.SOURCE);
        }
        return List.copyOf(offered);
    }

    private static String compressedTag(String fileName) {
        String[] parts =
                fileName.substring(0, fileName.length() - ".whl".length()).split("-");
        int last = parts.length - 1;
        return parts[last - 2] + "-" + parts[last - 1] + "-" + parts[last];
    }
}
