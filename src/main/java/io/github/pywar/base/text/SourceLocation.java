package io.github.pywar.base.text;

import java.util.Objects;

/**
 * Where a text came from, as a person would look it up.
 *
 * @param source the name of a file, or other words such as {@code the command line}
 * @param line counted from 1; 0 where the source has no lines
 */
public record SourceLocation(String source, int line) {

    public SourceLocation {
        Objects.requireNonNull(source);
        if (line < 0) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    /** @return a source without lines */
    public static SourceLocation of(String source) {
        return new SourceLocation(source, 0);
    }

    /** @return {@code requirements.txt:4}, or the source alone */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
