package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * The name of an extra or of a dependency group (PEP 685, PEP 735), normalised as project names are.
 *
 * @param value the normal form: lower case, with {@code -} as the only separator
 */
public record ExtraName(String value) implements Comparable<ExtraName> {

    /** @throws IllegalArgumentException if the text is not in normal form; {@link #parse} takes any legal spelling */
    public ExtraName {
        if (!NameText.normalize(value).filter(value::equals).isPresent()) {
            throw new IllegalArgumentException("not a normalised name: " + value);
        }
    }

    /**
     * @param text any legal spelling
     * @return the name in normal form
     * @throws UserException if it is no legal name
     */
    public static ExtraName parse(String text) {
        return tryParse(text).orElseThrow(() -> NameText.refuse("an extra", text));
    }

    /** @return the name in normal form, or empty if the text is no legal name */
    public static Optional<ExtraName> tryParse(String text) {
        return NameText.normalize(text).map(ExtraName::new);
    }

    @Override
    public int compareTo(ExtraName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
