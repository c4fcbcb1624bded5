package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.UploadLimit;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Declarations that determine the content of a lock. The lock records them, so a later change makes it stale. Order,
 * spelling and the declaring files do not matter, and no path of the machine is recorded.
 *
 * @param values the sorted values by kind; a kind without values is absent
 */
record LockInputs(Map<String, List<String>> values) {

    private static final String TARGET = "target";

    LockInputs {
        values = new TreeMap<>(values);
    }

    /** Returns the inputs that are declared now. Local files are named relative to the folder of the lock. */
    static LockInputs of(AppSpec spec, LockSettings settings) {
        Path folder = settings.folder();
        DeclaredDependencies declared = spec.dependencies();
        DependencyRules rules = declared.rules();
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put(TARGET, List.of(spec.target().toString()));
        values.put("extras", sorted(settings.extras()));
        values.put("groups", sorted(settings.groups()));
        List<String> requirements = new ArrayList<>(texts(declared.requirements(), folder));
        requirements.addAll(unnamed(declared.unnamed(), folder));
        values.put("requirements", sorted(requirements));
        values.put("constraints", texts(withoutPinHashes(declared), folder));
        values.put("foreign-lock", declared.pins().texts());
        values.put("overrides", texts(rules.overrides(), folder));
        values.put("exclusions", sorted(rules.exclusions()));
        values.put("prereleases", sorted(declared.prereleasePolicy().texts()));
        values.put(
                "uploaded-before",
                rules.uploadedBefore().stream().map(UploadLimit::text).toList());
        values.values().removeIf(List::isEmpty);
        return new LockInputs(values);
    }

    /** The hashes of a lock of another tool are recorded as one digest: they are many. */
    private static List<DeclaredRequirement> withoutPinHashes(DeclaredDependencies declared) {
        return declared.constraints().stream()
                .map(one -> declared.pins().isPin(one)
                        ? new DeclaredRequirement(one.requirement(), one.location(), Map.of())
                        : one)
                .toList();
    }

    private static List<String> texts(List<DeclaredRequirement> declared, Path folder) {
        String prefix = folder.toUri().toString();
        return sorted(declared.stream()
                .map(one -> Credentials.redact(one.requirement().toString()).replace(prefix, "") + hashes(one.hashes()))
                .toList());
    }

    /** A requirement without a name is recorded by its URL. */
    private static List<String> unnamed(List<UnnamedRequirement> declared, Path folder) {
        String prefix = folder.toUri().toString();
        return declared.stream()
                .map(one -> "@ " + one.shown().replace(prefix, "./") + hashes(one.hashes()))
                .toList();
    }

    private static String hashes(Map<String, Set<String>> declared) {
        StringBuilder text = new StringBuilder();
        declared.forEach((algorithm, all) -> new TreeSet<>(all)
                .forEach(hex ->
                        text.append(" --hash=").append(algorithm).append(':').append(hex)));
        return text.toString();
    }

    private static List<String> sorted(Collection<?> values) {
        return List.copyOf(new TreeSet<>(values.stream().map(Objects::toString).toList()));
    }

    /**
     * Returns the inputs that a lock records.
     *
     * @param table the table of pywar in {@code [tool]}
     */
    static LockInputs from(Map<?, ?> table) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        table.forEach((kind, list) -> {
            if (list instanceof List<?> all) {
                values.put(kind.toString(), all.stream().map(Objects::toString).toList());
            }
        });
        return new LockInputs(values);
    }

    /** Returns these inputs together with others. */
    LockInputs plus(LockInputs others) {
        Map<String, List<String>> all = new TreeMap<>(values);
        others.values.forEach((kind, more) -> all.merge(
                kind,
                more,
                (one, other) ->
                        sorted(Stream.concat(one.stream(), other.stream()).toList())));
        return new LockInputs(all);
    }

    /** Returns the values that others also have. */
    LockInputs common(LockInputs others) {
        return filtered(
                (kind, value) -> others.values.getOrDefault(kind, List.of()).contains(value));
    }

    /** Returns the values that others do not have. */
    LockInputs without(LockInputs others) {
        return filtered(
                (kind, value) -> !others.values.getOrDefault(kind, List.of()).contains(value));
    }

    private LockInputs filtered(BiPredicate<String, String> isKept) {
        Map<String, List<String>> kept = new TreeMap<>();
        values.forEach((kind, all) -> kept.put(
                kind, all.stream().filter(value -> isKept.test(kind, value)).toList()));
        kept.values().removeIf(List::isEmpty);
        return new LockInputs(kept);
    }

    /** Returns one line for each value that only one of the two has, or that has other hashes. */
    List<String> differencesFrom(LockInputs locked) {
        TreeSet<String> kinds = new TreeSet<>(values.keySet());
        kinds.addAll(locked.values.keySet());
        Set<String> differences = new LinkedHashSet<>();
        for (String kind : kinds) {
            List<String> declaredValues = values.getOrDefault(kind, List.of());
            List<String> lockedValues = locked.values.getOrDefault(kind, List.of());
            differences.addAll(missing(kind, declaredValues, lockedValues, " is declared, but not in the lock"));
            differences.addAll(missing(kind, lockedValues, declaredValues, " is in the lock, but no longer declared"));
        }
        return List.copyOf(differences);
    }

    private static List<String> missing(String kind, List<String> values, List<String> others, String fault) {
        List<String> bare = others.stream().map(LockInputs::withoutHashes).toList();
        return values.stream()
                .filter(text -> !others.contains(text))
                .map(LockInputs::withoutHashes)
                .map(text -> bare.contains(text)
                        ? kind + ": the hashes of `" + text + "` differ from those in the lock"
                        : kind + ": `" + text + "`" + fault)
                .toList();
    }

    private static String withoutHashes(String text) {
        return text.replaceFirst(" --hash=.*", "");
    }
}
