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

/** The installation rules of PEP 751, for one target, without a look at any index. */
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
                .ifPresent(this::refuse);
        if (!request.accepts(lock.requiresPython())) {
            throw otherPython("The lock was not made for " + request, lock.requiresPython());
        }
        MarkerEnvironment markers = request.lockMarkers(lock.defaultGroups());
        Map<PackageName, LockedPackage> chosen = new LinkedHashMap<>();
        for (LockedPackage locked : lock.applying(request)) {
            if (!request.accepts(locked.requiresPython())) {
                throw otherPython("The lock's " + locked + " is not for " + request, locked.requiresPython());
            }
            LockedPackage other = chosen.put(locked.name(), locked);
            if (other != null) {
                throw twice(other, locked, markers);
            }
        }
        return artifacts(List.copyOf(chosen.values()));
    }

    private void refuse(List<Marker> environments) {
        StringBuilder text = new StringBuilder("The lock was not made for " + request);
        environments.forEach(marker -> text.append("\n    made for: ").append(marker));
        throw stale(text.toString());
    }

    private UserException otherPython(String what, VersionSpecifiers needed) {
        UserException error = stale(what + "\n    requires-python: " + needed);
        return request.firstPython(needed)
                .map(python -> error.hint(PythonHint.DECLARE_LATER_PYTHON, python.toString()))
                .orElse(error);
    }

    private UserException twice(LockedPackage one, LockedPackage other, MarkerEnvironment markers) {
        UserException error =
                stale("The lock names `" + one.name() + "` twice for " + request + ": " + one + " and " + other);
        boolean open = Stream.of(one, other)
                .flatMap(locked -> locked.marker().stream())
                .anyMatch(marker -> marker.dependsOnMicro(markers));
        return open ? error.hint("their markers ask for Python's micro version: declare it, as in `3.11.7`") : error;
    }

    /** All that is missing is told at once. */
    private List<LockSelection> artifacts(List<LockedPackage> chosen) {
        List<LockSelection> selections = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (LockedPackage locked : chosen) {
            artifact(locked)
                    .ifPresentOrElse(
                            artifact -> selections.add(new LockSelection(locked, artifact)),
                            () -> missing.add("\n    " + locked + ", found: " + names(locked)));
        }
        if (!missing.isEmpty()) {
            throw stale("No wheel in the lock fits " + request + " for" + String.join("", missing));
        }
        return selections;
    }

    /** The best tag wins, then the greatest build tag, as on an index; without a wheel, source code is selected. */
    private Optional<LockedArtifact> artifact(LockedPackage locked) {
        Comparator<LockedArtifact> best =
                Comparator.comparingInt(wheel -> rank(wheel).getAsInt());
        return locked.artifacts().stream()
                .filter(artifact -> artifact.kind() == LockedArtifact.Kind.WHEEL)
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

    private OptionalInt rank(LockedArtifact wheel) {
        return request.tags().best(WheelName.parse(wheel.name()).tags());
    }

    private static UserException stale(String what) {
        return UserException.of(what).hint(PythonHint.LOCK_AGAIN);
    }
}
