package io.github.pywar.app.policy;

import io.github.pywar.base.error.Hint;
import io.github.pywar.python.foreignlock.ForeignLockPins;
import io.github.pywar.python.name.PackageName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Indexes that a lock of another tool takes packages from. The plugin takes them from its own indexes, which may lack
 * them.
 */
final class LockedIndexes {

    private LockedIndexes() {}

    /** Returns a hint for each package of a message whose index is not the one of most packages. */
    static List<Hint> hints(ForeignLockPins lock, String message) {
        Optional<URI> usual = usual(lock);
        return lock.indexes().entrySet().stream()
                .filter(one -> !Optional.of(one.getValue()).equals(usual))
                .filter(one -> message.contains("`" + one.getKey() + "`"))
                .sorted(Map.Entry.comparingByKey())
                .map(one -> hint(lock, one.getKey(), one.getValue()))
                .toList();
    }

    private static Hint hint(ForeignLockPins lock, PackageName name, URI index) {
        return Hint.of("`" + lock.format().fileName() + "` has `" + name + "` from `" + index
                + "`: declare that index in <indexes>");
    }

    /** Returns the index of most packages; empty if the lock names none for most. */
    private static Optional<URI> usual(ForeignLockPins lock) {
        return lock.pins().stream()
                .map(pin ->
                        Optional.ofNullable(lock.indexes().get(pin.requirement().name())))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(Map.Entry::getKey);
    }
}
