package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * Name of a project (PEP 503): {@code Foo.Bar}, {@code foo_bar} and {@code foo-bar} are equal.
 *
 * @param value the normal form: in lower case, with {@code -} as the only separator
 */
public record PackageName(String value) implements Comparable<PackageName> {

    /** @throws IllegalArgumentException if the text is not in normal form; {@link #parse} accepts any valid spelling */
    public PackageName {
        if (!NameText.isNormal(value)) {
            throw new IllegalArgumentException("not a normalized name: " + value);
        }
    }

    /**
     * @param text any valid spelling
     * @return the name in normal form
     * @throws UserException if the text is not a valid name
     */
    public static PackageName parse(String text) {
        Optional<PackageName> name = tryParse(text);
        if (name.isEmpty()) {
            throw NameText.invalid("a project", text);
        }
        return name.get();
    }

    /** @return the name in normal form, or empty if the text is not a valid name */
    public static Optional<PackageName> tryParse(String text) {
        Optional<String> normal = NameText.normalize(text);
        return normal.isPresent() ? Optional.of(new PackageName(normal.get())) : Optional.empty();
    }

    /** @return the form in file names: with {@code _} instead of {@code -} */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof PackageName that && value.equals(that.value);
    }

    /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
