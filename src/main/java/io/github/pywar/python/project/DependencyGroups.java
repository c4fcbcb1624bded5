package io.github.pywar.python.project;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.FileErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code [dependency-groups]} of a {@code pyproject.toml} (PEP 735). Only a group that is used is checked. */
public final class DependencyGroups {

    private static final String INCLUDE = "include-group";

    private final Map<String, List<Item>> groups;
    private final Map<String, SourceLocation> notLists;

    /** @param value a text, or a table as a map */
    record Item(Object value, SourceLocation location) {}

    /**
     * @param groups by name as written
     * @param notLists where groups stand that are no lists, by name as written
     */
    DependencyGroups(Map<String, List<Item>> groups, Map<String, SourceLocation> notLists) {
        this.groups = new LinkedHashMap<>(groups);
        this.notLists = new LinkedHashMap<>(notLists);
    }

    /** @return the names of all groups, in normal form; those that are no legal names are left out */
    public List<ExtraName> names() {
        return Stream.concat(groups.keySet().stream(), notLists.keySet().stream())
                .flatMap(name -> ExtraName.tryParse(name).stream())
                .sorted()
                .distinct()
                .toList();
    }

    /**
     * What a group asks for, with the groups that it includes in their places; nothing is left out when it is asked for
     * twice.
     *
     * @throws UserException where there is no such group, or it or one that it includes is not valid
     */
    public List<DeclaredRequirement> resolve(ExtraName group) {
        List<DeclaredRequirement> requirements = new ArrayList<>();
        FileErrors faults = new FileErrors();
        faults.gather(() -> expand(
                group,
                "",
                new LinkedHashSet<>(),
                new Expansion(requirements, faults, new ExpansionBudget("Dependency groups"))));
        faults.throwIfAny();
        return requirements;
    }

    private record Expansion(List<DeclaredRequirement> requirements, FileErrors faults, ExpansionBudget budget) {}

    private void expand(ExtraName group, String place, Set<ExtraName> chain, Expansion expansion) {
        if (!expansion.budget().allows(chain.size())) {
            return;
        }
        Set<ExtraName> longer = new LinkedHashSet<>(chain);
        if (!longer.add(group)) {
            String circle = chain.stream().map(name -> name + " -> ").collect(Collectors.joining()) + group;
            throw UserException.of("The dependency group `" + group + "` includes itself" + place + ": " + circle);
        }
        for (Item item : items(group, place)) {
            expansion.faults().gather(() -> {
                Optional<ExtraName> included = included(item);
                if (included.isPresent()) {
                    expand(included.get(), " (" + item.location() + ")", longer, expansion);
                } else {
                    expansion.requirements().add(DeclaredRequirement.parse((String) item.value(), item.location()));
                }
            });
        }
    }

    private List<Item> items(ExtraName group, String place) {
        Map<String, Object> spellings = new TreeMap<>();
        groups.keySet().stream().filter(name -> isNamed(name, group)).forEach(name -> spellings.put(name, name));
        notLists.keySet().stream().filter(name -> isNamed(name, group)).forEach(name -> spellings.put(name, name));
        if (spellings.isEmpty()) {
            throw UserException.of("There is no dependency group `" + group + "`" + place + "\n    known: "
                    + names().stream().map(ExtraName::value).collect(Collectors.joining(", ")));
        }
        if (spellings.size() > 1) {
            throw UserException.of("The dependency group `" + group + "` is there more than once: `"
                    + String.join("`, `", spellings.keySet()) + "` are one name");
        }
        String name = spellings.keySet().iterator().next();
        if (notLists.containsKey(name)) {
            throw UserException.of("The dependency group `" + name + "` is no list (" + notLists.get(name) + ")");
        }
        return groups.get(name);
    }

    private static boolean isNamed(String written, ExtraName group) {
        return ExtraName.tryParse(written).filter(group::equals).isPresent();
    }

    private static Optional<ExtraName> included(Item item) {
        if (item.value() instanceof String) {
            return Optional.empty();
        }
        if (item.value() instanceof Map<?, ?> table
                && table.size() == 1
                && table.get(INCLUDE) instanceof String included) {
            return Optional.of(ExtraName.parse(included));
        }
        throw UserException.of("A dependency group holds requirements and `{include-group = \"name\"}`, not `"
                + item.value() + "` (" + item.location() + ")");
    }
}
