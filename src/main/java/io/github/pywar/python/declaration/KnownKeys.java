package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.ClosestName;
import java.util.List;
import java.util.Optional;

/**
 * Keys that a table may have.
 *
 * @param names of the keys
 */
record KnownKeys(List<String> names) {

    KnownKeys {
        names = List.copyOf(names);
    }

    static KnownKeys of(String... names) {
        return new KnownKeys(List.of(names));
    }

    /** @throws UserException if the table has another key */
    void check(TomlFields table) {
        for (String key : table.keys()) {
            if (!names.contains(key)) {
                Optional<String> meant = ClosestName.of(key, names);
                UserException error = table.error(key, "is not a key of a dependency");
                throw error.hint(meant.map(name -> "did you mean `" + name + "`?")
                        .orElse("the keys are: " + String.join(", ", names)));
            }
        }
    }

    /**
     * Returns the only one of these keys that the table has.
     *
     * @return empty if it has none
     * @throws UserException if it has several
     */
    Optional<String> only(TomlFields table) {
        List<String> present = names.stream().filter(table::has).toList();
        if (present.size() > 1) {
            throw table.error("", "has both `" + present.get(0) + "` and `" + present.get(1) + "`")
                    .hint("a dependency comes from one place: remove one of them");
        }
        return present.stream().findFirst();
    }
}
