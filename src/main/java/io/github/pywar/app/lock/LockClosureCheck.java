package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.AppliedRequirements;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that a lock contains everything its wheels require. The metadata that an index listed when the lock was made may
 * differ from the METADATA in the wheels. Markers are evaluated for the target, with all required extras.
 */
final class LockClosureCheck {

    private final AppSpec spec;
    private final Map<PackageName, LockedPackage> locked = new TreeMap<>();
    private final Map<PackageName, Metadata> metadata = new TreeMap<>();
    private final AppliedRequirements applied;
    private final Set<PackageName> overridden = new TreeSet<>();

    LockClosureCheck(AppSpec spec, List<LockedWheel> wheels) throws IOException {
        this.spec = spec;
        Metadata.Texts texts = new Metadata.Texts();
        for (LockedWheel one : wheels) {
            locked.put(one.name(), one.selection().locked());
            metadata.put(one.name(), Metadata.parse(one.wheel().metadata(), texts));
        }
        this.applied = new AppliedRequirements(spec.dependencies(), spec.target(), metadata);
        for (DeclaredRequirement one : spec.dependencies().rules().overrides()) {
            if (one.appliesTo(spec.target().markers())) {
                overridden.add(one.requirement().name());
            }
        }
    }

    /** Returns the packages with unmet requirements, sorted by name, with one line for each requirement. */
    Map<PackageName, List<String>> unmet() {
        Map<PackageName, List<String>> unmet = new TreeMap<>();
        for (Map.Entry<PackageName, Metadata> one : metadata.entrySet()) {
            List<String> faults = faults(one.getKey(), one.getValue());
            if (!faults.isEmpty()) {
                unmet.put(one.getKey(), faults);
            }
        }
        return unmet;
    }

    private List<String> faults(PackageName name, Metadata one) {
        List<String> faults = new ArrayList<>();
        for (SyntaxException invalid : one.invalidRequirements()) {
            faults.add("has an invalid requirement: `" + invalid.text() + "`");
        }
        if (!spec.target().accepts(one.requiresPython())) {
            faults.add("requires Python " + one.requiresPython() + ", but the target is Python "
                    + spec.target().python());
        }
        for (Requirement required : applied.of(name)) {
            Optional<String> fault = fault(required);
            if (fault.isPresent()) {
                faults.add(fault.get());
            }
        }
        return faults;
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
                || found.version().isEmpty()
                || required.specifiers().accepts(found.version().get());
        return fits ? Optional.empty() : Optional.of(text + "but the lock has " + found);
    }
}
