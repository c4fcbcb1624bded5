package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.AppliedRequirements;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks that a lock contains everything its wheels require. The metadata that an index listed when the lock was made may
 * differ from the METADATA in the wheels. Markers are evaluated for the target, with all required extras.
 */
final class LockClosureCheck {

    private final AppSpec spec;
    private final Map<PackageName, LockedPackage> locked = new TreeMap<>();
    private final Map<PackageName, Metadata> metadata = new TreeMap<>();
    private final AppliedRequirements applied;
    private final Set<PackageName> overridden;

    LockClosureCheck(AppSpec spec, List<LockedWheel> wheels) throws IOException {
        this.spec = spec;
        Metadata.Texts texts = new Metadata.Texts();
        for (LockedWheel one : wheels) {
            locked.put(one.name(), one.selection().locked());
            metadata.put(one.name(), Metadata.parse(one.wheel().metadata(), texts));
        }
        this.applied = new AppliedRequirements(spec.dependencies(), spec.target(), metadata);
        this.overridden = spec.dependencies().rules().overrides().stream()
                .filter(one -> one.appliesTo(spec.target().markers()))
                .map(one -> one.requirement().name())
                .collect(Collectors.toSet());
    }

    /** Returns the packages with unmet requirements, sorted by name, with one line for each requirement. */
    Map<PackageName, List<String>> unmet() {
        Map<PackageName, List<String>> unmet = new TreeMap<>();
        metadata.forEach((name, one) -> {
            List<String> faults = new ArrayList<>();
            one.invalidRequirements()
                    .forEach(invalid -> faults.add("has an invalid requirement: `" + invalid.text() + "`"));
            if (!spec.target().accepts(one.requiresPython())) {
                faults.add("requires Python " + one.requiresPython() + ", but the target is Python "
                        + spec.target().python());
            }
            applied.of(name).forEach(required -> fault(required).ifPresent(faults::add));
            if (!faults.isEmpty()) {
                unmet.put(name, faults);
            }
        });
        return unmet;
    }

    /** The version of an overridden package is not compared here: {@link LockRequirementCheck} compares the override. */
    private Optional<String> fault(Requirement required) {
        String text =
                "requires `" + Credentials.redact(required.withMarker(null).toString()) + "`, ";
        LockedPackage found = locked.get(required.name());
        if (found == null) {
            return Optional.of(text + "which is not in the lock");
        }
        boolean fits = overridden.contains(required.name())
                || found.version().map(required.specifiers()::accepts).orElse(true);
        return fits ? Optional.empty() : Optional.of(text + "but the lock has " + found);
    }
}
