package io.github.pywar.app.lock;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a lock still fits its application. The checks run in this order:
 *
 * <ol>
 *   <li>The lock was made from what is declared now: {@link LockInputs} for a lock of pywar.
 *   <li>The selected packages satisfy every declared requirement: {@link LockRequirementCheck}.
 *   <li>The downloaded wheels require nothing that the lock lacks: {@link LockClosureCheck}.
 * </ol>
 *
 * <p>Between 1 and 2, {@code ProjectLock.select} checks that the lock fits the target; after 2 come the format policy and the
 * hashes.
 *
 * <p>No check uses the network.
 */
final class LockCheck {

    private static final int MAX_SHOWN = 10;

    private final ProjectLock lock;
    private final AppSpec spec;

    LockCheck(ProjectLock lock, AppSpec spec) {
        this.lock = lock;
        this.spec = spec;
    }

    /**
     * Compares the declarations with the inputs that the lock records. A lock of another tool records none; there the
     * selected extras and groups must exist.
     *
     * @throws UserException with all differences
     */
    void checkInputs() {
        Optional<LockInputs> locked = lock.inputs();
        LockInputs declared = LockInputs.of(spec, lock.settings());
        requireNone(
                locked.isPresent()
                        ? declared.differencesFrom(locked.get())
                        : new LockRequirementCheck(spec, lock).unknownChoices());
    }

    /** Returns the application, in which each requirement that the lock has has a name. */
    AppSpec named(List<LockSelection> selected) {
        return new LockRequirementCheck(spec, lock).named(selected);
    }

    /**
     * Compares the declared requirements with the selected packages.
     *
     * @throws UserException with all that do not fit
     */
    void checkRequirements(List<LockSelection> selected) {
        requireNone(new LockRequirementCheck(spec, lock).unmet(selected));
    }

    private void requireNone(List<String> faults) {
        if (!faults.isEmpty()) {
            throw stale(faults);
        }
    }

    private UserException stale(List<String> faults) {
        UserException error = UserException.of(
                lock + " does not match the declared dependencies" + "\n    " + String.join("\n    ", shown(faults)));
        return lock.foreignTool()
                .map(tool -> error.hint(
                        "lock again with the tool that wrote it, `" + tool + "`, or replace it with `mvn pywar:lock`"))
                .orElseGet(() -> error.hint("lock again with `mvn pywar:lock`; versions that still fit are kept"));
    }

    /**
     * Compares the METADATA of the downloaded wheels with the lock. If pywar wrote the lock, the metadata that it was made
     * from was wrong: it is removed from the cache. Another tool may use rules that pywar cannot check, so its locks
     * cause a warning only.
     *
     * @param sources the sources whose cache may contain the wrong metadata
     * @throws UserException if a lock of pywar lacks a package
     */
    void checkWheels(List<LockedWheel> wheels, PackageSources sources, Progress progress) throws IOException {
        Map<PackageName, List<String>> unmet = new LockClosureCheck(spec, wheels).unmet();
        List<String> faults = new ArrayList<>();
        for (LockedWheel one : wheels) {
            for (String fault : unmet.getOrDefault(one.name(), List.of())) {
                faults.add("`" + one.wheel().fileName() + "` " + fault);
            }
        }
        if (faults.isEmpty()) {
            return;
        }
        if (lock.foreignTool().isPresent()) {
            progress.warning(lock + " does not satisfy the requirements of its wheels: "
                    + String.join("; ", shown(faults)) + ". Lock again with `"
                    + lock.foreignTool().get() + "`, unless one of its rules excludes them");
            return;
        }
        sources.forget(wheels.stream()
                .filter(one -> unmet.containsKey(one.name()))
                .map(LockedWheel::file)
                .toList());
        throw incomplete(faults);
    }

    private UserException incomplete(List<String> faults) {
        return UserException.of(lock + " does not satisfy the requirements of its wheels\n    "
                        + String.join("\n    ", shown(faults)))
                .hint("lock again with `mvn pywar:lock`: the cached metadata is removed, and is fetched again")
                .hint("if it fails again, report the wrong metadata to the owner of the index, and declare the missing"
                        + " requirements yourself")
                .hint("to use another version or none: <overrides>, <exclusions>");
    }

    private static List<String> shown(List<String> faults) {
        List<String> shown = new ArrayList<>(faults.subList(0, Math.min(MAX_SHOWN, faults.size())));
        if (faults.size() > MAX_SHOWN) {
            shown.add("and " + (faults.size() - MAX_SHOWN) + " more");
        }
        return shown;
    }
}
