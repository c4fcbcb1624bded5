package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencyRules;
import io.github.pywar.app.dependency.UploadLimit;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a person declared that decides what a lock holds: kept in the lock, so that it is known when it no longer holds.
 * Order, spelling and the files that say it do not count; of this machine there is nothing in it.
 *
 * @param values by kind, sorted; a kind of which nothing is said is missing
 */
record LockInputs(Map<String, List<String>> values) {

    private static final String TARGET = "target";

    LockInputs {
        values = new TreeMap<>(values);
    }

    /** Files of this machine are named from the lock's folder. */
    static LockInputs of(AppSpec spec, LockChoice choice) {
        Path folder = choice.folder();
        DeclaredDependencies declared = spec.dependencies();
        DependencyRules rules = declared.rules();
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put(TARGET, List.of(spec.target().toString()));
        values.put("extras", sorted(choice.extras()));
        values.put("groups", sorted(choice.groups()));
        values.put("requirements", texts(declared.requirements(), folder));
        values.put("constraints", texts(declared.constraints(), folder));
        values.put("overrides", texts(rules.overrides(), folder));
        values.put("exclusions", sorted(rules.exclusions()));
        values.put("prereleases", prereleases(declared));
        values.put(
                "uploaded-before",
                rules.uploadedBefore().stream().map(UploadLimit::text).toList());
        values.values().removeIf(List::isEmpty);
        return new LockInputs(values);
    }

    private static List<String> prereleases(DeclaredDependencies declared) {
        List<String> said = new ArrayList<>();
        for (RequirementsOptions one : declared.options()) {
            one.allReleases().forEach(name -> said.add(name + "=always"));
            one.onlyFinal().forEach(name -> said.add(name + "=never"));
        }
        declared.rules().prereleases().ifPresent(mode -> said.add(DependencyRules.word(mode)));
        declared.rules().prereleasesOf().forEach((name, mode) -> said.add(name + "=" + DependencyRules.word(mode)));
        return sorted(said);
    }

    private static List<String> texts(List<DeclaredRequirement> declared, Path folder) {
        String here = folder.toUri().toString();
        return sorted(declared.stream()
                .map(one -> Credentials.redact(one.requirement().toString()).replace(here, "") + hashes(one))
                .toList());
    }

    private static String hashes(DeclaredRequirement declared) {
        StringBuilder text = new StringBuilder();
        declared.hashes()
                .forEach((algorithm, all) -> new TreeSet<>(all)
                        .forEach(hex -> text.append(" --hash=")
                                .append(algorithm)
                                .append(':')
                                .append(hex)));
        return text.toString();
    }

    private static List<String> sorted(Collection<?> values) {
        return List.copyOf(new TreeSet<>(values.stream().map(Objects::toString).toList()));
    }

    /** @param kept what a lock has of itself */
    static LockInputs from(Map<?, ?> kept) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        kept.forEach((kind, list) -> {
            if (list instanceof List<?> all) {
                values.put(kind.toString(), all.stream().map(Objects::toString).toList());
            }
        });
        return new LockInputs(values);
    }

    /** @return one line for each thing that only one of them says */
    List<String> differencesFrom(LockInputs locked) {
        TreeSet<String> kinds = new TreeSet<>(values.keySet());
        kinds.addAll(locked.values.keySet());
        List<String> differences = new ArrayList<>();
        for (String kind : kinds) {
            List<String> now = values.getOrDefault(kind, List.of());
            List<String> then = locked.values.getOrDefault(kind, List.of());
            now.stream()
                    .filter(text -> !then.contains(text))
                    .forEach(text -> differences.add(kind + ": now " + shown(text)));
            then.stream()
                    .filter(text -> !now.contains(text))
                    .forEach(text -> differences.add(kind + ": no longer " + shown(text)));
        }
        return differences;
    }

    private static String shown(String text) {
        return "`" + text.replaceFirst(" --hash=.*", " with other hashes") + "`";
    }
}
