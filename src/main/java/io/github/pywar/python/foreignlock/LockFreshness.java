package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Check that a lock was made from what is declared now: by the digest that the lock has of the declaration, or by the
 * requirements that it records. In any case the selected packages must satisfy the declared requirements.
 *
 * @param graph the lock
 * @param declaration the tables of the declaring file; empty if there is no such file
 * @param request what is selected
 */
record LockFreshness(LockedGraph graph, Optional<TomlFields> declaration, ForeignLockRequest request) {

    private static final int MAX_SHOWN = 10;

    /**
     * Checks a lock of uv.
     *
     * @param lock the tables of the lock
     * @param isRoot whether the lock is that of the project, and not of a workspace around it
     * @throws UserException with the differences
     */
    void checkRecorded(TomlFields lock, boolean isRoot) {
        Optional<GraphPackage> project = graph.project(request.project());
        if (declaration.isEmpty() || project.isEmpty()) {
            return;
        }
        RecordedRequirements recorded = new RecordedRequirements(
                lock, declaration.get(), request.target().markers(), isRoot);
        List<String> differences = new ArrayList<>(lock.tables("package").stream()
                .filter(table -> table.location("name").equals(project.get().location()))
                .flatMap(table -> recorded.differences(table).stream())
                .toList());
        differences.addAll(recorded.differencesOfRules());
        requireNone(differences);
    }

    /**
     * Checks the selected packages, and the digest of the declaration.
     *
     * @throws UserException with the requirements that are not satisfied, or the two digests
     */
    void check(Map<PackageName, GraphPackage> selected) {
        requireNone(unmet(selected));
        if (declaration.isEmpty() || graph.contentHash().isEmpty()) {
            return;
        }
        List<String> digests = new ContentHash(declaration.get().toMap()).of(graph.format());
        if (!digests.isEmpty() && !digests.contains(graph.contentHash())) {
            throw stale(List.of(
                    "its digest of `" + graph.format().declaration() + "`: " + graph.contentHash(),
                    "the digest now: " + digests.get(0)));
        }
    }

    private List<String> unmet(Map<PackageName, GraphPackage> selected) {
        List<String> unmet = new ArrayList<>();
        for (DeclaredRequirement one : request.requirements()) {
            PackageName name = one.requirement().name();
            boolean isChecked = one.appliesTo(request.target().markers())
                    && !isRuled(name)
                    && !GraphWalk.UNLOCKED.contains(name)
                    && request.project().filter(name::equals).isEmpty();
            GraphPackage locked = selected.get(name);
            if (isChecked && locked == null) {
                unmet.add(one + " is declared, but not in the lock");
            } else if (isChecked && !isAccepted(one, locked)) {
                unmet.add(one + ": the lock has " + locked.label());
            }
        }
        return unmet;
    }

    private boolean isRuled(PackageName name) {
        return graph.rules().excluded().contains(name)
                || graph.rules().overrides().stream().anyMatch(one -> one.name().equals(name));
    }

    private static boolean isAccepted(DeclaredRequirement declared, GraphPackage locked) {
        if (declared.requirement().url().isPresent() || !locked.source().isIndex()) {
            return true;
        }
        VersionSpecifiers rule = declared.requirement().specifiers();
        return locked.version()
                .map(version -> GraphDependency.accepts(rule, version))
                .orElse(true);
    }

    private void requireNone(List<String> differences) {
        if (!differences.isEmpty()) {
            throw stale(differences);
        }
    }

    private UserException stale(List<String> differences) {
        StringBuilder text = new StringBuilder("The lock `" + graph.format().fileName() + "` does not match `"
                + graph.format().declaration() + "`");
        if (!request.target().accepts(graph.support().python())) {
            text.append("\n    it was written for Python ")
                    .append(graph.support().python())
                    .append(", and the target is ")
                    .append(request.target());
        }
        differences.stream()
                .limit(MAX_SHOWN)
                .forEach(line -> text.append("\n    ").append(Credentials.redact(line)));
        if (differences.size() > MAX_SHOWN) {
            text.append("\n    and ").append(differences.size() - MAX_SHOWN).append(" more");
        }
        return UserException.of(text.toString()).hint(graph.format().lockAgain());
    }
}
