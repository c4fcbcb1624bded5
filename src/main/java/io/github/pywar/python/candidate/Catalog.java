package io.github.pywar.python.candidate;

import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Candidates of each project: from its page by the rules, or the one file that a direct reference names. Several
 * threads may read candidates.
 *
 * <p>A yanked version is a candidate only if a requirement or a constraint pins it (PEP 592). The solver discovers pins
 * while it runs, but the candidates of a project must not change during a run. The catalog therefore collects pins,
 * notes which candidates they outdate, and selects those anew between two runs. So it does with old versions that have only
 * source code: they are candidates only in a range that has no other.
 */
public final class Catalog {

    private final Fetcher fetcher;
    private final ReleaseSelector selector;
    private final Map<PackageName, Releases> direct;
    private final ConcurrentMap<PackageName, CompletableFuture<Releases>> releases = new ConcurrentHashMap<>();
    private final Map<PackageName, Set<VersionSpecifiers>> pins = new HashMap<>();
    private final Set<PackageName> outdated = new HashSet<>();
    private final Set<PackageName> withoutPins = new HashSet<>();
    private final Set<PackageName> fromFullPage = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<PackageName, VersionRange> requiredSources = new ConcurrentHashMap<>();
    private final Map<PackageName, Set<VersionRange>> requiredRanges = new HashMap<>();
    private final boolean withMissingWheels;

    /**
     * @param direct the candidates that direct references fix
     * @param withMissingWheels whether versions without a fitting wheel are candidates, behind all others
     */
    public Catalog(Fetcher fetcher, ReleaseRules rules, Map<PackageName, Releases> direct, boolean withMissingWheels) {
        this.fetcher = fetcher;
        this.selector = new ReleaseSelector(rules, WheelFit.of(rules.target()));
        this.direct = direct;
        this.withMissingWheels = withMissingWheels;
    }

    /** Returns whether the request prefers this version. */
    public boolean isPreferred(PackageName name, Version version) {
        return selector.isPreferred(name, version);
    }

    /** Returns whether a direct reference names the project's file. */
    public boolean isDirect(PackageName name) {
        return direct.containsKey(name);
    }

    /** Returns the candidates of a project; waits for its page. */
    public Releases get(PackageName name) {
        return Fetcher.await(getAsync(name));
    }

    /** Returns the candidates of a project, as soon as its page is there. */
    public CompletableFuture<Releases> getAsync(PackageName name) {
        Releases fixed = direct.get(name);
        return fixed != null
                ? CompletableFuture.completedFuture(fixed)
                : releases.computeIfAbsent(
                        name,
                        key -> fetcher.page(key)
                                .thenApply(page -> page.isPresent() ? select(key, page.get()) : Releases.MISSING));
    }

    private Releases select(PackageName name, ProjectPage page) {
        ProjectPage known = fromFullPage.contains(name) ? fullPage(name) : page;
        Releases selected = selector.select(
                known,
                () -> pinsOf(name),
                () -> fullPage(name),
                requiredSources.getOrDefault(name, VersionRange.none()));
        return withMissingWheels ? selected.withMissingWheels() : selected;
    }

    private ProjectPage fullPage(PackageName name) {
        return Fetcher.await(fetcher.fullPage(name)).orElseThrow();
    }

    private synchronized Set<VersionSpecifiers> pinsOf(PackageName name) {
        return withoutPins.contains(name) ? Set.of() : Set.copyOf(pins.getOrDefault(name, Set.of()));
    }

    /**
     * Ignores the pins of a project from the next run on. A yanked version was chosen, and the package that pins it is
     * not part of the solution: the pin must not admit the version.
     */
    public void ignorePins(PackageName name) {
        synchronized (this) {
            withoutPins.add(name);
        }
        outdated.add(name);
    }

    /** Notes that a requirement pins a project. If that admits a yanked version, its candidates are outdated. */
    public void addPin(PackageName name, VersionSpecifiers pin) {
        synchronized (this) {
            pins.putIfAbsent(name, new HashSet<>());
            if (!pins.get(name).add(pin)) {
                return;
            }
        }
        CompletableFuture<Releases> known = releases.get(name);
        if (known != null && !withoutPins.contains(name) && admitsYanked(Fetcher.await(known), pin)) {
            outdated.add(name);
        }
    }

    private static boolean admitsYanked(Releases known, VersionSpecifiers pin) {
        for (RejectedCandidate other : known.yanked()) {
            if (pin.accepts(other.version())) {
                return true;
            }
        }
        return false;
    }

    /** Notes that the solver requires a project in a range; returns at once. */
    public void require(PackageName name, VersionRange range) {
        CompletableFuture<Releases> known = releases.get(name);
        boolean isDone = known != null && known.isDone() && !known.isCompletedExceptionally();
        if (!direct.containsKey(name)
                && selector.allowsSource(name)
                && (!isDone || known.join().lacksSource(range))) {
            requiredRanges.putIfAbsent(name, new HashSet<>());
            requiredRanges.get(name).add(range);
        }
    }

    /**
     * Admits the source code of versions in required ranges that have no other candidate. The candidates of these projects
     * are then outdated.
     */
    public void admitRequiredSources() {
        for (Map.Entry<PackageName, Set<VersionRange>> required : requiredRanges.entrySet()) {
            Releases known = get(required.getKey());
            for (VersionRange range : required.getValue()) {
                if (known.lacksSource(range)) {
                    admit(required.getKey(), range);
                }
            }
        }
        requiredRanges.clear();
    }

    private void admit(PackageName name, VersionRange range) {
        VersionRange before = requiredSources.getOrDefault(name, VersionRange.none());
        requiredSources.put(name, before.union(range));
        outdated.add(name);
    }

    /** Drops outdated candidates; they are selected anew at the next call. Returns whether there were any. */
    public boolean dropOutdated() {
        boolean any = !outdated.isEmpty();
        for (PackageName name : outdated) {
            releases.remove(name);
        }
        outdated.clear();
        return any;
    }

    /**
     * Returns the candidate of a version. If only the name of its source distribution is known, this reads the page with
     * all files. If that shows another order of the candidates, they are outdated.
     *
     * @return empty if the version cannot be chosen
     */
    public Optional<Release> find(PackageName name, Version version) {
        Releases known = get(name);
        Optional<Release> found = known.find(version);
        if (!fromFullPage.contains(name) && known.isReordered()) {
            fromFullPage.add(name);
            outdated.add(name);
        }
        return found;
    }

    /** Returns why a version cannot be chosen, as a predicate for messages. */
    public String rejection(PackageName name, Version version) {
        return get(name).rejected().stream()
                .filter(other -> other.version().equals(version))
                .findFirst()
                .map(RejectedCandidate::detail)
                .orElse("has no usable file");
    }

    /** Returns whether the page lists a later final version that cannot be chosen; does not read the full page. */
    public boolean listsLater(PackageName name, Version version) {
        Optional<ProjectPage> page = Fetcher.await(fetcher.page(name));
        return page.isPresent() && ReleaseSelector.listsLater(page.get(), version, get(name));
    }
}
