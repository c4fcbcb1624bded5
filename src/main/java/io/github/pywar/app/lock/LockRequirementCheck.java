package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is declared, held against what a lock chooses. Of other tools' locks that is all that can be checked; in an own
 * one it cannot fail unless a hand changed it.
 */
record LockRequirementCheck(AppSpec spec, LockChoice choice) {

    /** @return one line for each extra and group that is asked for and that a lock with a list of them does not have */
    List<String> unknownChoices(LockFile lock) {
        List<String> unknown = new ArrayList<>(unknown("extras", choice.extras(), lock.extras()));
        unknown.addAll(unknown("groups", choice.groups(), lock.groups()));
        return unknown;
    }

    private static List<String> unknown(String kind, List<ExtraName> asked, List<ExtraName> known) {
        String have = known.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return asked.stream()
                .filter(name -> !known.isEmpty() && !known.contains(name))
                .map(name -> kind + ": `" + name + "` is not in the lock, which has " + have)
                .toList();
    }

    /**
     * @param isOwn whether the lock keeps what it was made from, which says the rest
     * @return one line for each thing that is declared and that the choice does not keep to
     */
    List<String> unmet(List<LockSelection> chosen, boolean isOwn) {
        Map<PackageName, LockSelection> locked =
                chosen.stream().collect(Collectors.toMap(one -> one.locked().name(), Function.identity()));
        DeclaredDependencies declared = spec.dependencies();
        DependencyRules rules = declared.rules();
        List<String> unmet = new ArrayList<>();
        for (DeclaredRequirement one : declared.requirements()) {
            PackageName name = one.requirement().name();
            if (!rules.exclusions().contains(name) && !isOverridden(name)) {
                Optional<LockSelection> found = Optional.ofNullable(locked.get(name));
                fault(one.requirement(), found).ifPresent(why -> unmet.add(one + ": " + why));
            }
        }
        if (!isOwn) {
            unmet.addAll(broken("constraint", declared.constraints(), locked));
            unmet.addAll(broken("override", overrides(), locked));
            rules.exclusions().stream()
                    .filter(locked::containsKey)
                    .forEach(name -> unmet.add("exclusion `" + name + "`: it is in the lock"));
        }
        return unmet;
    }

    private boolean isOverridden(PackageName name) {
        return overrides().stream().anyMatch(other -> other.requirement().name().equals(name));
    }

    private List<DeclaredRequirement> overrides() {
        return spec.dependencies().rules().overrides().stream()
                .filter(one -> one.appliesTo(spec.target().markers()))
                .toList();
    }

    private static Optional<String> fault(Requirement wanted, Optional<LockSelection> found) {
        return found.isEmpty() ? Optional.of("not in the lock") : misfit(wanted, found.get());
    }

    private static List<String> broken(
            String kind, List<DeclaredRequirement> all, Map<PackageName, LockSelection> locked) {
        List<String> broken = new ArrayList<>();
        for (DeclaredRequirement one : all) {
            Optional.ofNullable(locked.get(one.requirement().name()))
                    .flatMap(found -> misfit(one.requirement(), found))
                    .ifPresent(why -> broken.add(kind + " " + one + ": " + why));
        }
        return broken;
    }

    private static Optional<String> misfit(Requirement wanted, LockSelection found) {
        if (wanted.url().isPresent()) {
            return found.artifact()
                    .url()
                    .filter(url -> !plain(url).equals(plain(wanted.url().get())))
                    .map(url -> "the lock has `" + Credentials.redact(url) + "`");
        }
        boolean fits =
                found.locked().version().map(wanted.specifiers()::accepts).orElse(true);
        return fits ? Optional.empty() : Optional.of("the lock has " + found.locked());
    }

    /** Neither the password nor what stands behind {@code #} makes it another file. */
    private static String plain(String url) {
        try {
            return Credentials.bare(URI.create(url)).toString();
        } catch (IllegalArgumentException noUrl) {
            return url;
        }
    }
}
