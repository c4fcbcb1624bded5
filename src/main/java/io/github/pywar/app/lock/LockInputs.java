package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.policy.DependencyRules;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

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
        if (rules.uploadedBefore().isPresent()) {
            values.put("uploaded-before", List.of(rules.uploadedBefore().get().text()));
        }
        values.values().removeAll(Set.of(List.of()));
        return new LockInputs(values);
    }

    /** The hashes of a lock of another tool are recorded as one digest: they are many. */
    private static List<DeclaredRequirement> withoutPinHashes(DeclaredDependencies declared) {
        List<DeclaredRequirement> constraints = new ArrayList<>();
        for (DeclaredRequirement one : declared.constraints()) {
            constraints.add(
                    declared.pins().isPin(one)
                            ? new DeclaredRequirement(one.requirement(), one.location(), Map.of())
                            : one);
        }
        return constraints;
    }

    private static List<String> texts(List<DeclaredRequirement> declared, Path folder) {
        String prefix = folder.toUri().toString();
        List<String> texts = new ArrayList<>();
        for (DeclaredRequirement one : declared) {
            String text = Credentials.redact(one.requirement().toString());
            texts.add(text.replace(prefix, "") + hashes(one.hashes()));
        }
        return sorted(texts);
    }

    /** A requirement without a name is recorded by its URL. */
    private static List<String> unnamed(List<UnnamedRequirement> declared, Path folder) {
        String prefix = folder.toUri().toString();
        List<String> texts = new ArrayList<>();
        for (UnnamedRequirement one : declared) {
            texts.add("@ " + one.shown().replace(prefix, "./") + hashes(one.hashes()));
        }
        return texts;
    }

    private static String hashes(Map<String, Set<String>> declared) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Set<String>> one : declared.entrySet()) {
            for (String hex : new TreeSet<>(one.getValue())) {
                text.append(" --hash=").append(one.getKey()).append(':').append(hex);
            }
        }
        return text.toString();
    }

    private static List<String> sorted(Collection<?> values) {
        return List.copyOf(new TreeSet<>(strings(values)));
    }

    private static List<String> strings(Collection<?> values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(String.valueOf(value));
        }
        return List.copyOf(texts);
    }

    /**
     * Returns the inputs that a lock records.
     *
     * @param table the table of pywar in {@code [tool]}
     */
    static LockInputs from(Map<?, ?> table) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            if (entry.getValue() instanceof List<?> all) {
                values.put(entry.getKey().toString(), strings(all));
            }
        }
        return new LockInputs(values);
    }

    /** Returns these inputs together with others. */
    LockInputs plus(LockInputs others) {
        Map<String, List<String>> all = new TreeMap<>(values);
        for (Map.Entry<String, List<String>> more : others.values.entrySet()) {
            List<String> both = new ArrayList<>(values.getOrDefault(more.getKey(), List.of()));
            both.addAll(more.getValue());
            all.put(more.getKey(), values.containsKey(more.getKey()) ? sorted(both) : more.getValue());
        }
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
        List<String> bare = new ArrayList<>();
        for (String other : others) {
            bare.add(withoutHashes(other));
        }
        List<String> missing = new ArrayList<>();
        for (String value : values) {
            if (!others.contains(value)) {
                String text = withoutHashes(value);
                missing.add(
                        bare.contains(text)
                                ? kind + ": the hashes of `" + text + "` differ from those in the lock"
                                : kind + ": `" + text + "`" + fault);
            }
        }
        return missing;
    }

    private static String withoutHashes(String text) {
        return text.replaceFirst(" --hash=.*", "");
    }
}
