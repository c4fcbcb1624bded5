package io.github.pywar.python.resolve;

import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What can be chosen of each project: from its page by the rules, or the one file that a direct reference names. */
final class Catalog {

    private final Fetcher fetcher;
    private final ReleaseChoice choice;
    private final Map<PackageName, Releases> direct;
    private final ConcurrentMap<PackageName, CompletableFuture<Releases>> releases = new ConcurrentHashMap<>();
    private final Map<PackageName, Set<VersionSpecifiers>> pins = new HashMap<>();
    private final Set<PackageName> outdated = new HashSet<>();
    private final Set<PackageName> banned = new HashSet<>();
    private final boolean withMisses;

    /** @param direct the releases that direct references fix */
    Catalog(Fetcher fetcher, ReleaseChoice choice, Map<PackageName, Releases> direct, boolean withMisses) {
        this.fetcher = fetcher;
        this.choice = choice;
        this.direct = direct;
        this.withMisses = withMisses;
    }

    boolean isPreferred(PackageName name, Version version) {
        return choice.isPreferred(name, version);
    }

    boolean isDirect(PackageName name) {
        return direct.containsKey(name);
    }

    Releases get(PackageName name) {
        return Fetcher.await(later(name));
    }

    CompletableFuture<Releases> later(PackageName name) {
        Releases fixed = direct.get(name);
        return fixed != null
                ? CompletableFuture.completedFuture(fixed)
                : releases.computeIfAbsent(
                        name,
                        unknown -> fetcher.page(unknown)
                                .thenApply(page -> page.map(
                                                known -> choice.of(known, pinsOf(unknown), () -> everything(unknown)))
                                        .map(known -> withMisses ? known.withMisses() : known)
                                        .orElse(Releases.MISSING)));
    }

    private ProjectPage everything(PackageName name) {
        return Fetcher.await(fetcher.wholePage(name)).orElseThrow();
    }

    private synchronized Set<VersionSpecifiers> pinsOf(PackageName name) {
        return banned.contains(name) ? Set.of() : Set.copyOf(pins.getOrDefault(name, Set.of()));
    }

    /** A yanked version was chosen for want of others, and who pins it is not part of the choice: none counts then. */
    void ban(PackageName name) {
        synchronized (this) {
            banned.add(name);
        }
        outdated.add(name);
    }

    /**
     * Somebody pins the project: its yanked versions may be chosen where they fit ("Our choices", 2). If what can be
     * chosen was worked out before, it is outdated.
     */
    void pinned(PackageName name, VersionSpecifiers specifiers) {
        synchronized (this) {
            if (!pins.computeIfAbsent(name, unknown -> new HashSet<>()).add(specifiers)) {
                return;
            }
        }
        CompletableFuture<Releases> known = releases.get(name);
        if (known != null && !banned.contains(name) && isMissing(Fetcher.await(known), specifiers)) {
            outdated.add(name);
        }
    }

    private static boolean isMissing(Releases known, VersionSpecifiers pin) {
        return known.ruledOut().stream()
                .anyMatch(other -> other.reason() == RejectedCandidate.Reason.YANKED && pin.accepts(other.version()));
    }

    /** @return whether something was outdated; it is worked out anew from now on */
    boolean renew() {
        boolean any = !outdated.isEmpty();
        outdated.forEach(releases::remove);
        outdated.clear();
        return any;
    }

    Optional<Release> find(PackageName name, Version version) {
        return Optional.ofNullable(get(name).all().get(version));
    }
}
