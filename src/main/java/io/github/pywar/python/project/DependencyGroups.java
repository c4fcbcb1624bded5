package io.github.pywar.python.project;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code [dependency-groups]} of a {@code pyproject.toml} (PEP 735). Only a group that is used, and the groups that
 * it includes, are checked.
 */
public final class DependencyGroups {

    private static final String INCLUDE = "include-group";

    private final Map<String, List<TomlFields.Value>> groups;
    private final Map<String, SourceLocation> notLists;

    /**
     * @param groups items by the name as written; an item is a string, or a table as a map
     * @param notLists locations of groups that are not arrays, by the name as written
     */
    DependencyGroups(Map<String, List<TomlFields.Value>> groups, Map<String, SourceLocation> notLists) {
        this.groups = new LinkedHashMap<>(groups);
        this.notLists = new LinkedHashMap<>(notLists);
    }

    /** @return the names of all groups, sorted; without the names that are not valid */
    public List<ExtraName> names() {
        return writtenNames()
                .flatMap(name -> ExtraName.tryParse(name).stream())
                .sorted()
                .distinct()
                .toList();
    }

    private Stream<String> writtenNames() {
        return Stream.concat(groups.keySet().stream(), notLists.keySet().stream());
    }

    /**
     * Returns the requirements of a group. An included group is expanded where the include is; repeated requirements are
     * kept.
     *
     * @throws UserException if there is no such group, or if the group or an included one is not valid
     */
    public List<DeclaredRequirement> resolve(ExtraName group) {
        List<DeclaredRequirement> requirements = new ArrayList<>();
        ErrorList errors = new ErrorList();
        errors.run(() -> expand(
                group,
                "",
                new LinkedHashSet<>(),
                new Expansion(requirements, errors, new ExpansionBudget("Dependency groups"))));
        errors.throwIfAny();
        return requirements;
    }

    private record Expansion(List<DeclaredRequirement> requirements, ErrorList errors, ExpansionBudget budget) {}

    /**
     * @param place the location of the include in parentheses; empty for the requested group
     * @param chain the including groups, outermost first
     */
    private void expand(ExtraName group, String place, Set<ExtraName> chain, Expansion expansion) {
        if (!expansion.budget().allows(chain.size())) {
            return;
        }
        Set<ExtraName> longer = new LinkedHashSet<>(chain);
        if (!longer.add(group)) {
            String cycle = chain.stream().map(name -> name + " -> ").collect(Collectors.joining()) + group;
            throw UserException.of("The dependency group `" + group + "` includes itself" + place + ": " + cycle)
                    .hint("remove one of these includes");
        }
        for (TomlFields.Value item : items(group, place)) {
            expansion.errors().run(() -> {
                Optional<ExtraName> included = included(item);
                if (included.isPresent()) {
                    expand(included.get(), " (" + item.location() + ")", longer, expansion);
                } else {
                    expansion.requirements().add(DeclaredRequirement.parse((String) item.value(), item.location()));
                }
            });
        }
    }

    private List<TomlFields.Value> items(ExtraName group, String place) {
        Set<String> spellings = writtenNames()
                .filter(name -> ExtraName.tryParse(name).filter(group::equals).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        if (spellings.isEmpty()) {
            throw UserException.of("There is no dependency group `" + group + "`" + place + "\n    known: "
                    + names().stream().map(ExtraName::value).collect(Collectors.joining(", ")));
        }
        if (spellings.size() > 1) {
            throw UserException.of("The dependency group `" + group + "` is declared more than once: `"
                            + String.join("`, `", spellings) + "` have the same normal form")
                    .hint("merge or rename these groups");
        }
        String name = spellings.iterator().next();
        if (notLists.containsKey(name)) {
            throw UserException.of("The dependency group `" + name + "` is not an array (" + notLists.get(name) + ")");
        }
        return groups.get(name);
    }

    private static Optional<ExtraName> included(TomlFields.Value item) {
        if (item.value() instanceof String) {
            return Optional.empty();
        }
        if (item.value() instanceof Map<?, ?> table
                && table.size() == 1
                && table.get(INCLUDE) instanceof String included) {
            return Optional.of(ExtraName.parse(included));
        }
        throw UserException.of(
                        "`" + item.value() + "` is not a valid item of a dependency group (" + item.location() + ")")
                .hint("an item is a requirement, or `{include-group = \"name\"}`");
    }
}
