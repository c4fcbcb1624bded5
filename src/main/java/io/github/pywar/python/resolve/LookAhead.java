package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for what the solver is likely to ask for next: pages as soon as a name appears, the metadata of the likely
 * version, and so on along its requirements; batches of versions where one after the other does not fit. Changes no
 * answer, only when it is there.
 */
final class LookAhead {

    private static final int SECOND = 2;

    /** So few that what is read in vain stays below what others read. */
    private static final int FEW = 4;

    private static final int BATCH = 40;
    private static final Set<Integer> FIRST_BATCHES = Set.of(5, 10, 20);
    private static final int EVERY = 20;

    private final Catalog catalog;
    private final DependencyTranslator needs;
    private final Fetcher fetcher;
    private final Map<PackageName, VersionRange> ranges = new ConcurrentHashMap<>();
    private final Set<Object> followed = ConcurrentHashMap.newKeySet();

    /** What is there already is followed in a loop: a chain of requirements may be longer than a stack is deep. */
    private final ThreadLocal<Deque<Runnable>> underWay = new ThreadLocal<>();

    LookAhead(Catalog catalog, DependencyTranslator needs, Fetcher fetcher) {
        this.catalog = catalog;
        this.needs = needs;
        this.fetcher = fetcher;
    }

    /** Only the solver's word narrows a range for good; what is guessed from metadata ahead does not. */
    void needed(Project what, VersionRange range) {
        if (!what.isExtra()) {
            ranges.put(what.name(), range);
        }
        likely(what, range);
    }

    private void likely(Project what, VersionRange range) {
        Deque<Runnable> mine = underWay.get();
        if (mine != null) {
            mine.add(() -> look(what, range));
            return;
        }
        Deque<Runnable> open = new ArrayDeque<>();
        underWay.set(open);
        try {
            for (Runnable next = () -> look(what, range); next != null; next = open.poll()) {
                next.run();
            }
        } finally {
            underWay.remove();
        }
    }

    private void look(Project what, VersionRange range) {
        catalog.later(what.name())
                .thenAccept(releases -> releases.best(range)
                        .flatMap(Release::metadataFrom)
                        .filter(wheel -> followed.add(List.of(what, wheel)))
                        .ifPresent(wheel -> follow(what, wheel)));
    }

    private void follow(Project what, DistributionFile wheel) {
        fetcher.metadata(wheel).thenAccept(answer -> answer.metadata().ifPresent(known -> likelyNeedsOf(what, known)));
    }

    private void likelyNeedsOf(Project what, Metadata metadata) {
        for (Requirement requirement : requirements(what, metadata)) {
            VersionRange range = needs.specifiers(requirement)
                    .range()
                    .intersect(ranges.getOrDefault(requirement.name(), VersionRange.any()));
            likely(Project.of(requirement.name()), range);
            requirement.extras().forEach(extra -> likely(Project.of(requirement.name(), extra), range));
        }
    }

    private List<Requirement> requirements(Project what, Metadata metadata) {
        try {
            return needs.of(what, metadata);
        } catch (UserException e) {
            return List.of();
        }
    }

    /** At the second try a few of the next ones in line; many after 5, 10, 20 and then every 20 versions. */
    void triedAgain(Project what, int times, VersionRange left) {
        int batch = times == SECOND ? FEW : BATCH;
        if (times != SECOND && !FIRST_BATCHES.contains(times) && times % EVERY != 0) {
            return;
        }
        Releases releases = catalog.get(what.name());
        List<Version> open = releases.versions().stream().filter(left::contains).toList();
        List<Version> next = open.size() > 1 ? open : older(releases.versions(), open);
        next.stream()
                .limit(batch)
                .map(releases.all()::get)
                .flatMap(release -> release.metadataFrom().stream())
                .forEach(fetcher::metadata);
    }

    /** Where each version is pinned by another's, those before it come next. */
    private static List<Version> older(List<Version> all, List<Version> open) {
        return open.isEmpty() ? List.of() : all.subList(all.indexOf(open.get(0)), all.size());
    }
}
