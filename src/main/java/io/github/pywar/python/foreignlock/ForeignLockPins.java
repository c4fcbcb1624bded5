package io.github.pywar.python.foreignlock;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pins that a lock has for one target: one requirement for each package, with its version or its direct reference, and with
 * the hashes that the lock lists. Packages that are not among them are not part of the application.
 *
 * @param format of the lock
 * @param pins sorted by name; their location is the entry in the lock
 * @param overridden packages whose pins replace all other requirements on them, because a rule of the tool does so
 * @param excluded packages that a rule of the tool removes
 * @param unlocked packages that the tool does not lock
 * @param indexes URLs of the indexes that the lock takes packages from, where it names them; without user and password
 * @param warnings about the lock
 */
public record ForeignLockPins(
        ForeignLockFormat format,
        List<DeclaredRequirement> pins,
        Set<PackageName> overridden,
        Set<PackageName> excluded,
        Set<PackageName> unlocked,
        Map<PackageName, URI> indexes,
        List<String> warnings) {

    public ForeignLockPins {
        pins = List.copyOf(pins);
        overridden = Collections.unmodifiableSet(new TreeSet<>(overridden));
        excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
        unlocked = Set.copyOf(unlocked);
        indexes = Map.copyOf(indexes);
        warnings = List.copyOf(warnings);
    }
}
