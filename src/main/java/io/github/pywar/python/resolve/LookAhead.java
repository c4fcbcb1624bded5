package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.Fetcher;
import io.github.pywar.python.candidate.Release;
import io.github.pywar.python.candidate.Releases;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prefetcher of pages and metadata that the solver is likely to need. It never changes a result, only how soon the data
 * is there. Metadata of source code is not loaded ahead, because it may need a build.
 *
 * <p>The solver needs one answer at a time, and most of its time is waiting for the network. Look-ahead therefore loads
 * the page of a project as soon as its name appears, then the metadata of the likely version, and so on along the
 * requirements. If the solver tries one version of a project after the other, it loads the next ones in batches.
 */
final class LookAhead {

    private static final int EVERY = 20;
    private static final int BATCH = 40;

    /**
     * Tries, and the number of versions to load at each. The batches are small: a second try is often the last one, the solver
     * changes its order of decisions after 5 conflicts or 20 excluded versions, and metadata read in vain must stay below what other
     * tools read.
     */
    private static final Map<Integer, Integer> FIRST_BATCHES = Map.of(2, 4, 6, 15);

    private final Catalog catalog;
    private final DependencyTranslator translator;
    private final Fetcher fetcher;
    private final Map<PackageName, VersionRange> ranges = new ConcurrentHashMap<>();
    private final Set<Object> followed = ConcurrentHashMap.newKeySet();

    /**
     * A queue instead of recursion: data that is loaded already is followed at once, and a chain may exceed the stack.
     */
    private final ThreadLocal<Deque<Runnable>> pending = new ThreadLocal<>();

    LookAhead(Catalog catalog, DependencyTranslator translator, Fetcher fetcher) {
        this.catalog = catalog;
        this.translator = translator;
        this.fetcher = fetcher;
    }

    /**
     * Stores the range for later guesses: ranges that the solver reports are certain, ranges from metadata ahead are
     * not.
     */
    void rangeChanged(Project project, VersionRange range) {
        if (!project.isExtra()) {
            ranges.put(project.name(), range);
        }
        prefetch(project, range);
    }

    private void prefetch(Project project, VersionRange range) {
        Deque<Runnable> own = pending.get();
        if (own != null) {
            own.add(() -> load(project, range));
            return;
        }
        Deque<Runnable> open = new ArrayDeque<>();
        pending.set(open);
        try {
            for (Runnable next = () -> load(project, range); next != null; next = open.poll()) {
                next.run();
            }
        } finally {
            pending.remove();
        }
    }

    private void load(Project project, VersionRange range) {
        catalog.getAsync(project.name()).thenAccept(releases -> follow(project, releases.best(range)));
    }

    private void follow(Project project, Optional<Release> best) {
        Optional<DistributionFile> file = best.isPresent() ? best.get().metadataFrom() : Optional.empty();
        if (file.isPresent() && file.get().isWheel() && followed.add(List.of(project, file.get()))) {
            follow(project, file.get());
        }
    }

    private void follow(Project project, DistributionFile wheel) {
        fetcher.metadata(wheel).thenAccept(result -> prefetchDependencies(project, result.metadata()));
    }

    private void prefetchDependencies(Project project, Optional<Metadata> metadata) {
        for (Requirement requirement :
                metadata.isPresent() ? requirements(project, metadata.get()) : List.<Requirement>of()) {
            VersionRange range = translator
                    .specifiers(requirement)
                    .range()
                    .intersect(ranges.getOrDefault(requirement.name(), VersionRange.any()));
            prefetch(Project.of(requirement.name()), range);
            for (ExtraName extra : requirement.extras()) {
                prefetch(Project.of(requirement.name(), extra), range);
            }
        }
    }

    private List<Requirement> requirements(Project project, Metadata metadata) {
        try {
            return translator.requirements(project, metadata);
        } catch (UserException e) {
            return List.of();
        }
    }

    /** Loads the metadata of the next versions at tries 2, 6, 21, 41, 61 and so on. */
    void retried(Project project, int tries, VersionRange range) {
        int batch = tries > EVERY && tries % EVERY == 1 ? BATCH : FIRST_BATCHES.getOrDefault(tries, 0);
        if (batch > 0) {
            load(project, range, batch);
        }
    }

    private void load(Project project, VersionRange range, int batch) {
        Releases releases = catalog.get(project.name());
        List<Version> open =
                releases.versions().stream().filter(range::contains).toList();
        List<Version> next = open.size() > 1 ? open : older(releases.versions(), open);
        next.stream()
                .limit(batch)
                .map(releases.all()::get)
                .flatMap(release -> release.metadataFrom().stream())
                .filter(DistributionFile::isWheel)
                .forEach(fetcher::metadata);
    }

    /** If the range is a pin, another package changes the pin from version to version: older versions come next. */
    private static List<Version> older(List<Version> all, List<Version> open) {
        return open.isEmpty() ? List.of() : all.subList(all.indexOf(open.get(0)), all.size());
    }
}
