package io.github.pywar.app.dependency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        Optional<String> lock = hasNamedFiles ? Optional.empty() : usedLock(present, locks);
        Optional<DeclarationKind> kind =
                hasNamedFiles ? Optional.of(DeclarationKind.REQUIREMENTS) : chosen(present, lock);
        Set<String> others = new HashSet<>(locks);
        if (lock.isPresent()) {
            others.remove(lock.get());
        }
        return new DeclarationChoice(kind, lock, unused(present, kind, others));
    }

    private static Optional<String> usedLock(Set<DeclarationKind> present, Set<String> locks) {
        for (String lock : LOCKS.keySet()) {
            if (locks.contains(lock) && locked(lock, present).isPresent()) {
                return Optional.of(lock);
            }
        }
        return Optional.empty();
    }

    private static Optional<DeclarationKind> chosen(Set<DeclarationKind> present, Optional<String> lock) {
        if (lock.isPresent()) {
            return locked(lock.get(), present);
        }
        return present.isEmpty() ? Optional.empty() : Optional.of(Collections.min(present));
    }

    /** Returns the declaration that a lock belongs to. */
    private static Optional<DeclarationKind> locked(String lock, Set<DeclarationKind> present) {
        for (DeclarationKind kind : LOCKS.get(lock)) {
            if (present.contains(kind)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static List<String> unused(
            Set<DeclarationKind> present, Optional<DeclarationKind> kind, Set<String> locks) {
        List<String> unused = new ArrayList<>();
        for (DeclarationKind one : new TreeSet<>(present)) {
            if (!kind.equals(Optional.of(one))) {
                unused.add(one.label());
            }
        }
        for (String lock : LOCKS.keySet()) {
            if (locks.contains(lock)) {
                unused.add(lock);
            }
        }
        return unused;
    }

    /** Returns whether requirements files count. */
    boolean isRequirementsFiles() {
        return isOf(DeclarationKind.REQUIREMENTS);
    }

    /** Returns whether a declaration is the one that counts. */
    boolean isOf(DeclarationKind one) {
        return kind.equals(Optional.of(one));
    }

    /** Returns the names of the locks of other tools. */
    static Set<String> lockNames() {
        return LOCKS.keySet();
    }
}
