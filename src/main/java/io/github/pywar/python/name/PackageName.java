package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * A project's name (PEP 503): {@code Foo.Bar}, {@code foo_bar} and {@code foo-bar} are one.
 *
 * @param value the normal form: lower case, with {@code -} as the only separator
 */
public record PackageName(String value) implements Comparable<PackageName> {

    /** @throws IllegalArgumentException if the text is not in normal form; {@link #parse} takes any legal spelling */
    public PackageName {
        if (!NameText.normalize(value).filter(value::equals).isPresent()) {
            throw new IllegalArgumentException("not a normalised name: " + value);
        }
    }

    /**
     * @param text any legal spelling
     * @return the name in normal form
     * @throws UserException if it is no legal name
     */
    public static PackageName parse(String text) {
        return tryParse(text).orElseThrow(() -> NameText.refuse("a project", text));
    }

    /** @return the name in normal form, or empty if the text is no legal name */
    public static Optional<PackageName> tryParse(String text) {
        return NameText.normalize(text).map(PackageName::new);
    }

    /** @return the form that file names use: {@code _} instead of {@code -} */
    public String underscored() {
        return value.replace('-', '_');
    }

    @Override
    public int compareTo(PackageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
