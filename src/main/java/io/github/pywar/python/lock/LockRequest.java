package io.github.pywar.python.lock;

import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is wanted from a lock: a target, extras and groups. */
public final class LockRequest {

    private final String target;
    private final MarkerEnvironment markers;
    private final TagPreference tags;
    private final Predicate<VersionSpecifiers> python;
    private final Function<VersionSpecifiers, Optional<String>> firstPython;
    private List<ExtraName> extras = List.of();
    private List<ExtraName> groups;

    /** @param target how messages call it */
    LockRequest(String target, MarkerEnvironment markers, TagPreference tags, Predicate<VersionSpecifiers> python) {
        this(target, markers, tags, python, needed -> Optional.empty());
    }

    private LockRequest(
            String target,
            MarkerEnvironment markers,
            TagPreference tags,
            Predicate<VersionSpecifiers> python,
            Function<VersionSpecifiers, Optional<String>> firstPython) {
        this.target = target;
        this.markers = markers;
        this.tags = tags;
        this.python = python;
        this.firstPython = firstPython;
    }

    /** @return a request without extras, and with the lock's default groups */
    public static LockRequest of(TargetEnvironment target) {
        return new LockRequest(
                target.toString(),
                target.markers(),
                target.tags(),
                target::accepts,
                needed -> firstPython(target, needed));
    }

    /** @return the first release of a Python declared without one that fits, and all after it do */
    private static Optional<String> firstPython(TargetEnvironment target, VersionSpecifiers needed) {
        OptionalInt micro = target.python().hasMicro() ? OptionalInt.empty() : target.firstMicro(needed);
        return micro.isPresent()
                ? Optional.of(target.python().majorMinor() + "." + micro.getAsInt())
                : Optional.empty();
    }

    /** @return the same with these extras */
    public LockRequest withExtras(Collection<ExtraName> names) {
        LockRequest other = copy();
        other.extras = List.copyOf(names);
        return other;
    }

    /** @return the same with these groups instead of the lock's default groups */
    public LockRequest withGroups(Collection<ExtraName> names) {
        LockRequest other = copy();
        other.groups = List.copyOf(names);
        return other;
    }

    private LockRequest copy() {
        LockRequest other = new LockRequest(target, markers, tags, python, firstPython);
        other.extras = extras;
        other.groups = groups;
        return other;
    }

    MarkerEnvironment markers() {
        return markers;
    }

    MarkerEnvironment lockMarkers(List<ExtraName> defaultGroups) {
        return markers.forLock(extras, groups == null ? defaultGroups : groups);
    }

    TagPreference tags() {
        return tags;
    }

    /** @return the Python to declare where these specifiers are not accepted only because no micro version is declared */
    Optional<String> firstPython(VersionSpecifiers requiresPython) {
        return firstPython.apply(requiresPython);
    }

    boolean accepts(VersionSpecifiers requiresPython) {
        return python.test(requiresPython);
    }

    @Override
    public String toString() {
        return target;
    }
}
