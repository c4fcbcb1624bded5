package io.github.pywar.app.dependency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declaration of dependencies that counts, of all that a project has:
 *
 * <ol>
 *   <li>requirements files that the POM names
 *   <li>the declaration that a lock of another tool belongs to
 *   <li>the first one in the order of {@link DeclarationKind}
 * </ol>
 *
 * @param kind the declaration; empty if the project has none
 * @param lock name of the lock of another tool that belongs to it
 * @param unused names of the declarations and locks that do not count
 */
record DeclarationChoice(Optional<DeclarationKind> kind, Optional<String> lock, List<String> unused) {

    /** Locks of other tools, each with the declarations that it can belong to. */
    private static final Map<String, List<DeclarationKind>> LOCKS = new LinkedHashMap<>();

    static {
        LOCKS.put("poetry.lock", List.of(DeclarationKind.POETRY, DeclarationKind.PROJECT));
        LOCKS.put("uv.lock", List.of(DeclarationKind.PROJECT));
        LOCKS.put("pdm.lock", List.of(DeclarationKind.PROJECT));
        LOCKS.put("Pipfile.lock", List.of(DeclarationKind.PIPFILE));
    }

    DeclarationChoice {
        unused = List.copyOf(unused);
    }

    /**
     * Chooses.
     *
     * @param present the declarations of the project
     * @param locks names of the locks of other tools that it has
     * @param hasNamedFiles whether the POM names requirements files
     */
    static DeclarationChoice of(Set<DeclarationKind> present, Set<String> locks, boolean hasNamedFiles) {
        Optional<DeclarationKind> kind = Optional.empty();
        Optional<String> lock = Optional.empty();
        if (hasNamedFiles) {
            kind = Optional.of(DeclarationKind.REQUIREMENTS);
        } else {
            lock = LOCKS.keySet().stream()
                    .filter(locks::contains)
                    .filter(name -> LOCKS.get(name).stream().anyMatch(present::contains))
                    .findFirst();
            kind = lock.flatMap(name ->
                            LOCKS.get(name).stream().filter(present::contains).findFirst())
                    .or(() -> present.stream().sorted().findFirst());
        }
        Set<String> others = new HashSet<>(locks);
        lock.ifPresent(others::remove);
        return new DeclarationChoice(kind, lock, unused(present, kind, others));
    }

    private static List<String> unused(
            Set<DeclarationKind> present, Optional<DeclarationKind> kind, Set<String> locks) {
        List<String> unused = new ArrayList<>();
        present.stream()
                .sorted()
                .filter(one -> kind.filter(one::equals).isEmpty())
                .forEach(one -> unused.add(one.label()));
        unused.addAll(LOCKS.keySet().stream().filter(locks::contains).toList());
        return unused;
    }

    /** Returns whether requirements files count. */
    boolean isRequirementsFiles() {
        return kind.filter(DeclarationKind.REQUIREMENTS::equals).isPresent();
    }

    /** Returns the names of the locks of other tools. */
    static Set<String> lockNames() {
        return LOCKS.keySet();
    }
}
