package io.github.pywar.python.project;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The extras of a project: {@code [project.optional-dependencies]} (PEP 621). */
final class OptionalDependencies {

    private final PackageName project;
    private final String source;
    private final Map<ExtraName, List<DeclaredRequirement>> extras = new TreeMap<>();

    /**
     * @param project the name of the project, or null if there is no {@code [project]} table
     * @param source the name of the file in messages
     */
    OptionalDependencies(PackageName project, String source) {
        this.project = project;
        this.source = source;
    }

    void read(TomlFields table, ErrorList errors) {
        for (String key : table.keys()) {
            errors.run(() -> {
                List<DeclaredRequirement> target = add(table, key);
                PyProject.readRequirements(table, key, target, errors);
            });
        }
    }

    private List<DeclaredRequirement> add(TomlFields table, String key) {
        Optional<ExtraName> extra = ExtraName.tryParse(key);
        if (extra.isEmpty()) {
            throw table.error(key, "is not valid: an extra cannot have this name");
        }
        if (extras.containsKey(extra.get())) {
            throw table.error(key, "is declared twice: `" + extra.get() + "` is the normal form of both names");
        }
        return extras.computeIfAbsent(extra.get(), name -> new ArrayList<>());
    }

    Set<ExtraName> names() {
        return Collections.unmodifiableSet(extras.keySet());
    }

    /**
     * Adds the requirements of extras. An extra that requires the project itself ({@code all = ["shop[gui]"]}) includes
     * the extras in the brackets.
     *
     * @throws UserException if an extra does not exist
     */
    void addTo(Set<DeclaredRequirement> requirements, Collection<ExtraName> requested) {
        Expansion expansion = new Expansion(requirements, new ExpansionBudget("Extras of `" + source + "`"));
        requested.forEach(extra -> expand(extra, null, Set.of(), expansion));
    }

    private record Expansion(Set<DeclaredRequirement> requirements, ExpansionBudget budget) {}

    /** An extra that includes itself adds nothing: its requirements are there under a weaker condition. */
    private void expand(ExtraName extra, Marker condition, Set<ExtraName> path, Expansion expansion) {
        Set<ExtraName> longer = new LinkedHashSet<>(path);
        if (!longer.add(extra) || !expansion.budget().allows(path.size())) {
            return;
        }
        for (DeclaredRequirement declared : requirementsOf(extra)) {
            Requirement requirement = declared.requirement();
            Marker marker = and(condition, requirement.marker().orElse(null));
            if (requirement.name().equals(project) && !requirement.extras().isEmpty()) {
                requirement.extras().forEach(inner -> expand(inner, marker, longer, expansion));
            } else {
                expansion
                        .requirements()
                        .add(new DeclaredRequirement(
                                requirement.withMarker(marker), declared.location(), declared.hashes()));
            }
        }
    }

    private List<DeclaredRequirement> requirementsOf(ExtraName extra) {
        if (!extras.containsKey(extra)) {
            throw UserException.of("`" + source + "` has no extra `" + extra + "`\n    known: "
                    + extras.keySet().stream().map(ExtraName::value).collect(Collectors.joining(", ")));
        }
        return extras.get(extra);
    }

    private static Marker and(Marker one, Marker other) {
        return one == null ? other : other == null ? one : one.and(other);
    }
}
