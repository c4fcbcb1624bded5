package io.github.pywar.python.request;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Wait before a new release is chosen: most malicious uploads are found within days. In contrast to a limit for upload times,
 * it never leads to an older version than the present one, and files without an upload time are accepted.
 *
 * @param limit files that were uploaded at this time or later are too new
 * @param exempt packages whose files are never too new
 * @param present the present versions: they and older ones are never too new
 */
public record CoolDown(Instant limit, Set<PackageName> exempt, Map<PackageName, Version> present) {

    public CoolDown {
        exempt = Set.copyOf(exempt);
        present = Map.copyOf(present);
    }

    /** Returns the same wait with these present versions. */
    public CoolDown keeping(Map<PackageName, Version> versions) {
        return new CoolDown(limit, exempt, versions);
    }

    /** Returns whether a file of that version is too new. */
    public boolean excludes(PackageName project, Version version, Instant uploaded) {
        Version known = present.get(project);
        return !uploaded.isBefore(limit)
                && !exempt.contains(project)
                && (known == null || version.compareTo(known) > 0);
    }

    /** Returns a text that is equal for equal waits. */
    @Override
    public String toString() {
        return limit + " " + new TreeSet<>(exempt) + " " + new TreeMap<>(present);
    }
}
