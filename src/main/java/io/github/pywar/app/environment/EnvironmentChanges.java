package io.github.pywar.app.environment;

import io.github.pywar.app.environment.EnvironmentState.Installed;
import io.github.pywar.app.environment.SitePackages.Distribution;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Differences between an environment and the requested packages.
 *
 * @param outdated distributions to remove
 * @param missing names of packages to install
 * @param damaged changed files of packages that are installed again, relative to the environment
 * @param replaced versions of requested packages that another tool installed
 */
record EnvironmentChanges(
        List<Distribution> outdated,
        Set<String> missing,
        Map<String, Set<String>> damaged,
        Map<String, String> replaced) {

    /** Compares an environment with the requested packages. Packages that another tool added are no difference. */
    static EnvironmentChanges of(EnvironmentState state, Map<String, Installed> requested, SitePackages site)
            throws IOException {
        EnvironmentChanges changes =
                new EnvironmentChanges(new ArrayList<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        changes.missing.addAll(requested.keySet());
        for (Distribution one : site.distributions()) {
            changes.compare(one, state, requested, site);
        }
        return changes;
    }

    private void compare(Distribution one, EnvironmentState state, Map<String, Installed> requested, SitePackages site)
            throws IOException {
        String name = one.name().value();
        Optional<Installed> own = Optional.ofNullable(state.packages().get(name))
                .filter(installed -> installed.distInfo().equals(one.distInfo()))
                .filter(installed -> site.isInstalled(one.distInfo()));
        boolean isCurrent = own.isPresent() && own.get().equals(requested.get(name));
        boolean isUnfinished = !state.isComplete() && site.isOwn(one);
        if (isCurrent && !isUnfinished) {
            Set<String> changed = changedFiles(one, site);
            if (changed.isEmpty()) {
                missing.remove(name);
                return;
            }
            damaged.put(name, changed);
        }
        if (own.isPresent() || isUnfinished || requested.containsKey(name)) {
            outdated.add(one);
            if (own.isEmpty() && !isUnfinished) {
                replaced.put(name, one.version());
            }
        }
    }

    /** Every file that pywar installs has the same time, so that an edit is recognized without reading the file. */
    private static Set<String> changedFiles(Distribution one, SitePackages site) throws IOException {
        Set<String> changed = new TreeSet<>();
        for (WheelRecord.Row row : site.record(one)) {
            Optional<Path> file = site.file(row);
            if (file.isPresent() && !isUnchanged(file.get())) {
                changed.add(site.root().relativize(file.get()).toString());
            }
        }
        return changed;
    }

    /** The size is not compared: of two packages with a file at one path, the later one has written it. */
    private static boolean isUnchanged(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).equals(UnpackedFileCache.FIXED_TIME);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns the files of distributions that stay: another one that has them too must not remove them. */
    Set<Path> kept(SitePackages site) throws IOException {
        Set<Path> kept = new HashSet<>();
        for (Distribution one : outdated.isEmpty() ? List.<Distribution>of() : site.distributions()) {
            if (!outdated.contains(one)) {
                site.record(one).forEach(row -> site.file(row).ifPresent(kept::add));
            }
        }
        return kept;
    }

    boolean isEmpty() {
        return outdated.isEmpty() && missing.isEmpty();
    }

    /**
     * Returns the end of a sentence about the changes.
     *
     * @param before names of the packages that pywar had installed
     */
    String summary(Set<String> before) {
        if (isEmpty()) {
            return ", up to date";
        }
        long removed = outdated.stream()
                .filter(one -> !missing.contains(one.name().value()))
                .count();
        String installed = ", " + missing.size() + " installed";
        return before.isEmpty() && removed == 0 ? installed : installed + ", " + removed + " removed";
    }
}
