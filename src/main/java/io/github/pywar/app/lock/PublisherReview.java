package io.github.pywar.app.lock;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.provenance.Publisher;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Comparison of the publishers of chosen packages with those of the present lock.
 *
 * @param before the facts of the present lock
 * @param versions of the present lock
 */
public record PublisherReview(LockFacts before, Map<PackageName, Version> versions) {

    /** Returns the packages that have another version than in the lock, and whose publisher the lock records. */
    public List<ResolvedPackage> upgraded(List<ResolvedPackage> chosen) {
        return chosen.stream()
                .filter(one -> !former(one).isEmpty() && !one.version().equals(versions.get(one.name())))
                .toList();
    }

    /** Warns of packages that another publisher uploaded, or none that the index publishes. */
    public void warn(List<ResolvedPackage> chosen, Map<PackageName, List<Publisher>> publishers, Progress progress) {
        chosen.forEach(one -> warn(one, publishers, progress));
    }

    private List<Publisher> former(ResolvedPackage chosen) {
        return before.publishers().getOrDefault(chosen.name(), List.of());
    }

    /** The order of publishers, and attestations of more publishers than before, do not matter. */
    private void warn(ResolvedPackage chosen, Map<PackageName, List<Publisher>> publishers, Progress progress) {
        List<Publisher> former = former(chosen);
        List<Publisher> now = publishers.get(chosen.name());
        if (former.isEmpty() || now == null || now.stream().anyMatch(former::contains)) {
            return;
        }
        String release = "`" + chosen.name() + "` " + chosen.version();
        String old = "\n    " + (versions.containsKey(chosen.name()) ? versions.get(chosen.name()) + ": " : "before: ")
                + text(former);
        progress.warning(
                now.isEmpty()
                        ? "The index publishes no publisher of " + release + ", and it did for the version in the lock"
                                + old
                        : "Another publisher uploaded " + release + " than the version in the lock" + old + "\n    "
                                + chosen.version() + ": " + text(now));
    }

    private static String text(List<Publisher> publishers) {
        return publishers.stream().map(Publisher::toString).collect(Collectors.joining("; "));
    }
}
