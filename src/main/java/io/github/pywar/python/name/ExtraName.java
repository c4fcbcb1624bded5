package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * Name of an extra or of a dependency group (PEP 685, PEP 735), in the normal form of project names.
 *
 * @param value the normal form: in lower case, with {@code -} as the only separator
 */
public record ExtraName(String value) implements Comparable<ExtraName> {

    /** @throws IllegalArgumentException if the text is not in normal form; {@link #parse} accepts any valid spelling */
    public ExtraName {
        if (!NameText.isNormal(value)) {
            throw new IllegalArgumentException("not a normalized name: " + value);
        }
    }

    /**
     * @param text any valid spelling
     * @return the name in normal form
     * @throws UserException if the text is not a valid name
     */
    public static ExtraName parse(String text) {
        Optional<ExtraName> name = tryParse(text);
        if (name.isEmpty()) {
            throw NameText.invalid("an extra", text);
        }
        return name.get();
    }

    /** @return the name in normal form, or empty if the text is not a valid name */
    public static Optional<ExtraName> tryParse(String text) {
        Optional<String> normal = NameText.normalize(text);
        return normal.isPresent() ? Optional.of(new ExtraName(normal.get())) : Optional.empty();
    }

    @Override
    public int compareTo(ExtraName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtraName that && value.equals(that.value);
    }

    /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
