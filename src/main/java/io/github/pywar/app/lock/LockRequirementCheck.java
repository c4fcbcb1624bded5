package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that the packages selected from a lock satisfy what the application declares. This is the main check for locks of
 * other tools. A lock of pywar fails it only if it was edited by hand.
 */
record LockRequirementCheck(AppSpec spec, ProjectLock lock) {

    /** Returns one line for each selected extra or group that is missing in the lock's list. */
    List<String> unknownChoices() {
        List<String> unknown = new ArrayList<>(unknown("extras", lock.settings().extras(), lock.extras()));
        unknown.addAll(unknown("groups", lock.settings().groups(), lock.groups()));
        return unknown;
    }

    private static List<String> unknown(String kind, List<ExtraName> selected, List<ExtraName> known) {
        String list = known.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return selected.stream()
                .filter(name -> !known.isEmpty() && !known.contains(name))
                .map(name -> kind + ": `" + name + "` is not in the lock, which has " + list)
                .toList();
    }

    /** Returns the application with the names that the lock has for requirements without one, as far as they are in it. */
    AppSpec named(List<LockSelection> selected) {
        LockedReference reference = new LockedReference(lock.settings());
        List<DeclaredRequirement> named = new ArrayList<>();
        List<UnnamedRequirement> left = new ArrayList<>();
        for (UnnamedRequirement one : spec.declared().unnamed()) {
            Optional<LockSelection> found = selected.stream()
                    .filter(selection -> reference.isDirect(one.url(), selection))
                    .findFirst();
            found.ifPresentOrElse(
                    selection -> named.add(one.named(selection.locked().name())), () -> left.add(one));
        }
        return spec.declaring(spec.declared().withNames(named).referring(left));
    }

    /** Returns one line for each declaration that the selected packages do not satisfy. */
    List<String> unmet(List<LockSelection> selected) {
        Map<PackageName, LockSelection> locked = byName(selected);
        DeclaredDependencies declared = spec.dependencies();
        List<String> unmet = new ArrayList<>();
        for (UnnamedRequirement one : declared.unnamed()) {
            unmet.add(one + ": not in the lock");
        }
        for (DeclaredRequirement one : declared.requirements()) {
            PackageName name = one.requirement().name();
            if (!declared.rules().exclusions().contains(name) && !isOverridden(name)) {
                Optional<String> why = fault(one.requirement(), Optional.ofNullable(locked.get(name)));
                if (why.isPresent()) {
                    unmet.add(one + ": " + why.get());
                }
            }
        }
        if (lock.foreignTool().isPresent()) {
            unmet.addAll(brokenRules(declared, locked));
        }
        return unmet;
    }

    private static Map<PackageName, LockSelection> byName(List<LockSelection> selected) {
        Map<PackageName, LockSelection> byName = new HashMap<>();
        for (LockSelection one : selected) {
            byName.put(one.locked().name(), one);
        }
        return byName;
    }

    /** A lock of pywar records the rules as inputs, so only other locks need this comparison. */
    private List<String> brokenRules(DeclaredDependencies declared, Map<PackageName, LockSelection> locked) {
        List<String> broken = new ArrayList<>(broken("constraint", declared.constraints(), locked));
        broken.addAll(broken("override", overrides(), locked));
        declared.rules().exclusions().stream()
                .filter(locked::containsKey)
                .forEach(name -> broken.add("exclusion `" + name + "`: it is in the lock"));
        return broken;
    }

    private boolean isOverridden(PackageName name) {
        for (DeclaredRequirement override : overrides()) {
            if (override.requirement().name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private List<DeclaredRequirement> overrides() {
        List<DeclaredRequirement> applying = new ArrayList<>();
        for (DeclaredRequirement one : spec.dependencies().rules().overrides()) {
            if (one.appliesTo(spec.target().markers())) {
                applying.add(one);
            }
        }
        return applying;
    }

    private Optional<String> fault(Requirement required, Optional<LockSelection> found) {
        return found.isEmpty() ? Optional.of("not in the lock") : mismatch(required, found.get());
    }

    private List<String> broken(String kind, List<DeclaredRequirement> all, Map<PackageName, LockSelection> locked) {
        List<String> broken = new ArrayList<>();
        for (DeclaredRequirement one : all) {
            Optional.ofNullable(locked.get(one.requirement().name()))
                    .flatMap(found -> mismatch(one.requirement(), found))
                    .ifPresent(why -> broken.add(kind + " " + one + ": " + why));
        }
        return broken;
    }

    private Optional<String> mismatch(Requirement required, LockSelection found) {
        if (required.url().isPresent()) {
            return new LockedReference(lock.settings()).mismatch(required.url().get(), found);
        }
        Optional<Version> version = found.locked().version();
        boolean fits = version.isEmpty() || required.specifiers().accepts(version.get());
        return fits ? Optional.empty() : Optional.of("the lock has " + found.locked());
    }
}
