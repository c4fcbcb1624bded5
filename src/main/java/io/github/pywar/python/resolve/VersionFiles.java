package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.WheelName;
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
    private static final Comparator<Fit> BETTER = Comparator.comparing((Fit fit) -> fit.file.isYanked())
            .thenComparing(fit -> fit.rank)
            .thenComparing(fit -> fit.name.build(), Comparator.reverseOrder());

    private record Fit(DistributionFile file, WheelName name, int rank) {}

    private final Version version;
    private final List<WheelName> wheels = new ArrayList<>();
    private final Map<PassedOver.Reason, String> reasons = new EnumMap<>(PassedOver.Reason.class);
    private DistributionFile any;
    private Fit best;
    private boolean source;
    private boolean allYanked = true;

    VersionFiles(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    Optional<DistributionFile> best() {
        return Optional.ofNullable(best).map(Fit::file);
    }

    void addSource(DistributionFile file) {
        source = true;
        allYanked &= file.isYanked();
    }

    void add(
            DistributionFile file,
            WheelName name,
            OptionalInt rank,
            Optional<String> pythonNeeded,
            Optional<PassedOver.Reason> refusal) {
        wheels.add(name);
        any = any == null ? file : any;
        allYanked &= file.isYanked();
        if (pythonNeeded.isPresent()) {
            reasons.putIfAbsent(PassedOver.Reason.PYTHON, pythonNeeded.get());
        } else if (rank.isEmpty()) {
            reasons.putIfAbsent(PassedOver.Reason.NO_WHEEL, "has no wheel for the target");
        } else if (refusal.isPresent()) {
            reasons.putIfAbsent(refusal.get(), words(refusal.get()));
        } else {
            Fit fit = new Fit(file, name, rank.getAsInt());
            best = best == null || BETTER.compare(fit, best) < 0 ? fit : best;
        }
    }

    private static String words(PassedOver.Reason refusal) {
        return refusal == PassedOver.Reason.HASH
                ? "has no file with an allowed hash"
                : "was uploaded after the limit in time";
    }

    PassedOver passedOver(PassedOver.Reason reason, String detail) {
        return new PassedOver(version, reason, detail, offered(), Optional.ofNullable(any));
    }

    /** @return why none of the files fits: the reason of that file that came nearest */
    PassedOver misfit() {
        if (allYanked) {
            return passedOver(PassedOver.Reason.YANKED, "was yanked");
        }
        return reasons.entrySet().stream()
                .findFirst()
                .map(reason -> passedOver(reason.getKey(), reason.getValue()))
                .orElseGet(() -> passedOver(PassedOver.Reason.NO_WHEEL, "has no wheel"));
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
