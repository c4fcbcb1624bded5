package io.github.pywar.python.lock;

import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** What is wanted from a lock: a target, extras and groups. */
public final class LockRequest {

    private final String target;
    private final MarkerEnvironment markers;
    private final TagPreference tags;
    private final Predicate<VersionSpecifiers> python;
    private List<ExtraName> extras = List.of();
    private List<ExtraName> groups;

    /** @param target how messages call it */
    LockRequest(String target, MarkerEnvironment markers, TagPreference tags, Predicate<VersionSpecifiers> python) {
        this.target = target;
        this.markers = markers;
        this.tags = tags;
        this.python = python;
    }

    /** @return a request without extras, and with the lock's default groups */
    public static LockRequest of(TargetEnvironment target) {
        return new LockRequest(target.toString(), target.markers(), target.tags(), target::accepts);
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
        LockRequest other = new LockRequest(target, markers, tags, python);
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

    boolean accepts(VersionSpecifiers requiresPython) {
        return python.test(requiresPython);
    }

    @Override
    public String toString() {
        return target;
    }
}
