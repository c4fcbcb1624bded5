package io.github.pywar.app.policy;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.foreignlock.ForeignLockPins;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Policy for a lock of another tool: every package is pinned by it, except for what the POM requires in addition.
 *
 * @param lock the pins; empty if no such lock is used
 * @param replaced packages whose pins do not count, because the POM overrides them
 */
public record PinPolicy(Optional<ForeignLockPins> lock, Set<PackageName> replaced) {

    /** No lock of another tool. */
    public static final PinPolicy NONE = new PinPolicy(Optional.empty(), Set.of());

    public PinPolicy {
        replaced = Set.copyOf(replaced);
    }

    /** Returns the policy for the pins of a lock. */
    public static PinPolicy of(ForeignLockPins lock) {
        return new PinPolicy(Optional.of(lock), Set.of());
    }

    /** Returns the same policy without the pins of packages that the POM overrides. */
    public PinPolicy without(Set<PackageName> overridden) {
        Set<PackageName> all = new TreeSet<>(replaced);
        all.addAll(overridden);
        return new PinPolicy(lock, all);
    }

    /** Returns whether a requirement is a pin of the lock. */
    public boolean isPin(DeclaredRequirement declared) {
        return lock.filter(pins -> pins.pins().contains(declared)).isPresent();
    }

    /**
     * Returns the lock and the digest of its pins and their hashes, so that a change of the lock can be recognized. Pins of
     * folders are left out: they have the path of the machine, and no hashes.
     */
    public List<String> texts() {
        return lock.isPresent()
                ? List.of(
                        lock.get().format().fileName() + " " + digest(lock.get().pins()))
                : List.of();
    }

    private static String digest(List<DeclaredRequirement> pins) {
        String text = pins.stream()
                .filter(pin -> pin.requirement()
                        .url()
                        .filter(url -> url.startsWith("file:"))
                        .isEmpty())
                .map(pin -> pin.requirement() + " " + pin.hashes() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return "sha256:" + Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /**
     * Checks a resolution.
     *
     * @throws UserException with all packages that the lock should have
     */
    public void check(Resolution resolution) {
        if (lock.isEmpty()) {
            return;
        }
        Set<PackageName> pinned = names();
        Set<PackageName> added = added(resolution, pinned);
        String missing = resolution.packages().stream()
                .filter(chosen -> !pinned.contains(chosen.name()) && !added.contains(chosen.name()))
                .map(chosen -> "\n    `" + chosen.name() + " " + chosen.version() + "`, required by "
                        + requiredBy(chosen.name(), resolution))
                .collect(Collectors.joining());
        if (!missing.isEmpty()) {
            throw UserException.of("The lock `" + lock.get().format().fileName()
                            + "` is not complete: it lacks packages that its own packages require" + missing)
                    .hint("lock again with the tool that wrote it: `"
                            + lock.get().format().command() + "`");
        }
    }

    /** Returns the error of a resolution, with a hint if a pin is among its reasons: the files must be on an index. */
    public UserException explained(UserException unsolvable) {
        boolean isReason =
                lock.filter(pins -> unsolvable.what().contains(pins.format().fileName() + ":"))
                                .isPresent()
                        || lock.isPresent() && unsolvable.what().contains("has no file with an allowed hash");
        if (!isReason) {
            return unsolvable;
        }
        List<Hint> hints = new ArrayList<>(unsolvable.hints());
        hints.add(
                0,
                Hint.of("the versions and hashes are those of `"
                        + lock.get().format().fileName() + "`: add its files to the index, or lock again: `"
                        + lock.get().format().command() + "`"));
        hints.addAll(0, LockedIndexes.hints(lock.get(), unsolvable.what()));
        UserException explained = new UserException(unsolvable.what(), hints);
        explained.initCause(unsolvable);
        return explained;
    }

    private Set<PackageName> names() {
        Set<PackageName> names = new TreeSet<>(lock.orElseThrow().unlocked());
        lock.orElseThrow().pins().forEach(pin -> names.add(pin.requirement().name()));
        names.removeAll(replaced);
        return names;
    }

    /** Returns what is required in addition to the lock, with its dependencies as far as the lock does not have them. */
    private Set<PackageName> added(Resolution resolution, Set<PackageName> pinned) {
        Set<PackageName> added = new TreeSet<>();
        Deque<PackageName> open = new ArrayDeque<>(replaced);
        resolution.roots().forEach(root -> open.add(root.requirement().name()));
        while (!open.isEmpty()) {
            PackageName name = open.remove();
            if (!pinned.contains(name) && added.add(name)) {
                resolution.find(name).stream()
                        .flatMap(chosen -> chosen.requirements().stream())
                        .map(Requirement::name)
                        .forEach(open::add);
            }
        }
        return added;
    }

    private static String requiredBy(PackageName name, Resolution resolution) {
        return resolution.packages().stream()
                .filter(other -> other.requirements().stream()
                        .anyMatch(requirement -> requirement.name().equals(name)))
                .map(ResolvedPackage::name)
                .map(other -> "`" + other + "`")
                .collect(Collectors.joining(", "));
    }
}
