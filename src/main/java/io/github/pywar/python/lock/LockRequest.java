package io.github.pywar.python.lock;

import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Request for packages of a lock: a target, extras and groups. */
public final class LockRequest {

    private final String target;
    private final MarkerEnvironment markers;
    private final TagPreference tags;
    private final Predicate<VersionSpecifiers> python;
    private final Function<VersionSpecifiers, Optional<String>> firstPython;
    private List<ExtraName> extras = List.of();
    private List<ExtraName> groups;
    private Predicate<PackageName> sourceOnly = name -> false;

    /** @param target the name of the target in messages */
    LockRequest(String target, MarkerEnvironment markers, TagPreference tags, Predicate<VersionSpecifiers> python) {
        this(target, markers, tags, python, required -> Optional.empty());
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

    /** @return a request without extras and with the default groups of the lock */
    public static LockRequest of(TargetEnvironment target) {
        return new LockRequest(
                target.toString(),
                target.markers(),
                target.tags(),
                target::accepts,
                required -> firstPython(target, required));
    }

    /**
     * Returns the first Python release from which on all releases of a target without a micro version are accepted.
     */
    private static Optional<String> firstPython(TargetEnvironment target, VersionSpecifiers required) {
        OptionalInt micro = target.python().hasMicro() ? OptionalInt.empty() : target.firstMicro(required);
        return micro.isPresent()
                ? Optional.of(target.python().majorMinor() + "." + micro.getAsInt())
                : Optional.empty();
    }

    /** @return a copy with these extras */
    public LockRequest withExtras(Collection<ExtraName> names) {
        LockRequest other = copy();
        other.extras = List.copyOf(names);
        return other;
    }

    /** @return a copy with these groups instead of the default groups of the lock */
    public LockRequest withGroups(Collection<ExtraName> names) {
        LockRequest other = copy();
        other.groups = List.copyOf(names);
        return other;
    }

    /** @return a copy that selects source distributions instead of wheels for these packages ({@code --no-binary}) */
    public LockRequest withSourceOnly(Predicate<PackageName> packages) {
        LockRequest other = copy();
        other.sourceOnly = packages;
        return other;
    }

    private LockRequest copy() {
        LockRequest other = new LockRequest(target, markers, tags, python, firstPython);
        other.extras = extras;
        other.groups = groups;
        other.sourceOnly = sourceOnly;
        return other;
    }

    boolean isSourceOnly(PackageName name) {
        return sourceOnly.test(name);
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

    /**
     * Returns the Python version to declare, if the specifiers are rejected only because the target has no micro version.
     */
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
