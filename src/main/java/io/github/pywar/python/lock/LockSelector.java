package io.github.pywar.python.lock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.BuildTag;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Selection of packages by the installation rules of PEP 751; it uses no index. */
final class LockSelector {

    private final LockFile lock;
    private final LockRequest request;

    LockSelector(LockFile lock, LockRequest request) {
        this.lock = lock;
        this.request = request;
    }

    List<LockSelection> select() {
        lock.environments()
                .filter(all -> all.stream().noneMatch(marker -> marker.evaluate(request.markers())))
                .ifPresent(this::throwOtherEnvironment);
        if (!request.accepts(lock.requiresPython())) {
            throw otherPython(lock + " does not support " + request, lock.requiresPython());
        }
        MarkerEnvironment markers = request.lockMarkers(lock.defaultGroups());
        Map<PackageName, LockedPackage> selected = new LinkedHashMap<>();
        for (LockedPackage locked : lock.applying(request)) {
            if (!request.accepts(locked.requiresPython())) {
                throw otherPython(
                        lock + " has the package `" + locked + "`, which does not support " + request,
                        locked.requiresPython());
            }
            LockedPackage other = selected.put(locked.name(), locked);
            if (other != null) {
                throw ambiguous(other, locked, markers);
            }
        }
        return artifacts(List.copyOf(selected.values()));
    }

    private void throwOtherEnvironment(List<Marker> environments) {
        StringBuilder text = new StringBuilder(lock + " does not support " + request);
        environments.forEach(marker -> text.append("\n    supported: ").append(marker));
        throw stale(text.toString());
    }

    private UserException otherPython(String what, VersionSpecifiers needed) {
        UserException error = stale(what + "\n    requires-python: " + needed);
        return request.firstPython(needed)
                .map(python -> error.hint(PythonHint.DECLARE_LATER_PYTHON, python))
                .orElse(error);
    }

    private UserException ambiguous(LockedPackage one, LockedPackage other, MarkerEnvironment markers) {
        UserException error =
                stale(lock + " has two packages `" + one.name() + "` for " + request + ": " + one + " and " + other);
        boolean dependsOnMicro = Stream.of(one, other)
                .flatMap(locked -> locked.marker().stream())
                .anyMatch(marker -> marker.dependsOnMicro(markers));
        return dependsOnMicro
                ? error.hint(
                        "or declare a complete Python version, for example `3.11.7`, because their markers compare the"
                                + " micro version")
                : error;
    }

    /** One error lists all packages without a fitting artifact. */
    private List<LockSelection> artifacts(List<LockedPackage> selected) {
        List<LockSelection> selections = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (LockedPackage locked : selected) {
            artifact(locked)
                    .ifPresentOrElse(
                            artifact -> selections.add(new LockSelection(locked, artifact)),
                            () -> missing.add("\n    " + locked + ", found: " + names(locked) + whyNone(locked)));
        }
        if (!missing.isEmpty()) {
            throw stale(lock + " has packages without a wheel for " + request + String.join("", missing));
        }
        return selections;
    }

    /** The best tag decides, then the greatest build tag, as for an index. Source code is the last choice. */
    private Optional<LockedArtifact> artifact(LockedPackage locked) {
        Comparator<LockedArtifact> best =
                Comparator.comparingInt(wheel -> rank(wheel).getAsInt());
        return locked.artifacts().stream()
                .filter(artifact -> artifact.kind() == LockedArtifact.Kind.WHEEL)
                .filter(wheel -> !request.isSourceOnly(locked.name()))
                .filter(wheel -> rank(wheel).isPresent())
                .min(best.thenComparing(LockSelector::build, Comparator.reverseOrder()))
                .or(() -> locked.artifacts().stream()
                        .filter(artifact -> artifact.kind() != LockedArtifact.Kind.WHEEL)
                        .filter(artifact ->
                                !artifact.isWheel() || rank(artifact).isPresent())
                        .findFirst());
    }

    private static BuildTag build(LockedArtifact wheel) {
        return WheelName.parse(wheel.name()).build();
    }

    private static String names(LockedPackage locked) {
        return locked.artifacts().stream().map(LockedArtifact::name).collect(Collectors.joining(", "));
    }

    private String whyNone(LockedPackage locked) {
        return request.isSourceOnly(locked.name()) ? "; `--no-binary` excludes its wheels" : "";
    }

    private OptionalInt rank(LockedArtifact wheel) {
        return request.tags().best(WheelName.parse(wheel.name()).tags());
    }

    private static UserException stale(String what) {
        return UserException.of(what).hint(PythonHint.LOCK_AGAIN);
    }
}
