package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the wheels that a lock names require themselves, held against the rest of the lock: when it was made, an index
 * may have told other things of them. Markers count for the target, with the extras that anybody asks for.
 */
final class LockClosureCheck {

    private final AppSpec spec;
    private final Map<PackageName, LockedPackage> locked = new TreeMap<>();
    private final Map<PackageName, Metadata> inside = new TreeMap<>();
    private final Map<PackageName, Set<ExtraName>> asked = new TreeMap<>();
    private final Set<PackageName> overridden;

    LockClosureCheck(AppSpec spec, List<LockedWheel> wheels) throws IOException {
        this.spec = spec;
        Metadata.Texts texts = new Metadata.Texts();
        for (LockedWheel one : wheels) {
            locked.put(one.name(), one.chosen().locked());
            inside.put(one.name(), Metadata.parse(one.wheel().metadata(), texts));
        }
        this.overridden = spec.dependencies().rules().overrides().stream()
                .filter(one -> one.appliesTo(spec.target().markers()))
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
    }

    /** @return the wheels of which something is not kept, sorted by name, each with one line for each such thing */
    Map<PackageName, List<String>> unmet() {
        askForExtras();
        Map<PackageName, List<String>> unmet = new TreeMap<>();
        inside.forEach((name, metadata) -> {
            List<String> faults = new ArrayList<>();
            metadata.invalidRequirements()
                    .forEach(invalid -> faults.add("requires `" + invalid.text() + "`, which is no requirement"));
            if (!spec.target().accepts(metadata.requiresPython())) {
                faults.add("needs Python " + metadata.requiresPython());
            }
            counting(name).forEach(wanted -> fault(wanted).ifPresent(faults::add));
            if (!faults.isEmpty()) {
                unmet.put(name, faults);
            }
        });
        return unmet;
    }

    /** Until nobody asks for one more: an extra may ask for another, of its own project too. */
    private void askForExtras() {
        spec.dependencies().requirements().stream()
                .map(DeclaredRequirement::requirement)
                .forEach(this::ask);
        Deque<PackageName> open = new ArrayDeque<>(inside.keySet());
        while (!open.isEmpty()) {
            for (Requirement wanted : counting(open.remove())) {
                if (ask(wanted) && inside.containsKey(wanted.name())) {
                    open.add(wanted.name());
                }
            }
        }
    }

    private boolean ask(Requirement wanted) {
        return asked.computeIfAbsent(wanted.name(), name -> new TreeSet<>()).addAll(wanted.extras());
    }

    /** An extra that a project does not declare asks for nothing, as in pip. */
    private List<Requirement> counting(PackageName name) {
        Metadata metadata = inside.get(name);
        Set<ExtraName> extras = new HashSet<>(asked.getOrDefault(name, Set.of()));
        extras.retainAll(metadata.providesExtra());
        Set<PackageName> excluded = spec.dependencies().rules().exclusions();
        return metadata.requiresDist().stream()
                .filter(wanted -> !excluded.contains(wanted.name()))
                .filter(wanted -> wanted.appliesTo(spec.target().markers(), extras))
                .toList();
    }

    /** What an override says instead is held against the lock elsewhere. */
    private Optional<String> fault(Requirement wanted) {
        String text = "requires `" + Credentials.redact(wanted.withMarker(null).toString()) + "`, and ";
        LockedPackage found = locked.get(wanted.name());
        if (found == null) {
            return Optional.of(text + "the lock has none");
        }
        boolean fits = overridden.contains(wanted.name())
                || found.version().map(wanted.specifiers()::accepts).orElse(true);
        return fits ? Optional.empty() : Optional.of(text + "the lock has " + found);
    }
}
