package io.github.pywar.python.marker;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import java.util.List;
import java.util.Set;

/**
 * A condition on the environment ("Dependency specifiers", section environment markers). Two markers are equal when
 * their normal texts are.
 */
public abstract sealed class Marker permits Comparison, Junction, Group {

    /** @throws SyntaxException where the text is no marker, or names an unknown variable */
    public static Marker parse(String text) {
        Cursor cursor = new Cursor(text);
        Marker marker = read(cursor);
        if (!cursor.atEnd()) {
            throw cursor.error("Not a marker: expected `and`, `or` or the end");
        }
        return marker;
    }

    /**
     * Reads a marker as far as it goes, with blanks around it; for texts that hold one, such as requirements.
     *
     * @throws SyntaxException where no marker stands here
     */
    public static Marker read(Cursor cursor) {
        return new MarkerReader(cursor).read().ungrouped();
    }

    /**
     * Whether the condition holds. Where the environment does not know Python's micro version, whether there is one
     * for which it holds.
     *
     * @throws UserException where the marker compares what cannot be compared, or a variable that has no value here
     */
    public boolean evaluate(MarkerEnvironment environment) {
        return environment.isMicroUnknown() && mentionsMicro()
                ? environment.micros().stream().anyMatch(this::holds)
                : holds(environment);
    }

    /**
     * The same with extras asked for: {@code extra == "x"} means that x is among them, {@code extra != "x"} that it is
     * not.
     */
    public boolean evaluate(MarkerEnvironment environment, Set<ExtraName> extras) {
        return evaluate(environment.withExtras(extras));
    }

    /** @return whether the answer would differ between the micro versions that the environment leaves open */
    public boolean dependsOnMicro(MarkerEnvironment environment) {
        return environment.isMicroUnknown()
                && mentionsMicro()
                && environment.micros().stream().map(this::holds).distinct().count() > 1;
    }

    /** @return a marker that holds where both do */
    public Marker and(Marker other) {
        return new Junction(true, List.of(grouped(), other.grouped()));
    }

    /** @return a marker that holds where either does */
    public Marker or(Marker other) {
        return new Junction(false, List.of(grouped(), other.grouped()));
    }

    /** @return whether the condition speaks of that variable, in its normal spelling: {@code extra} */
    public abstract boolean mentions(String variable);

    abstract boolean holds(MarkerEnvironment environment);

    /** Within a larger condition, parentheses are kept as they were written. */
    Marker grouped() {
        return this;
    }

    Marker ungrouped() {
        return this;
    }

    private boolean mentionsMicro() {
        return MarkerEnvironment.MICRO_VARIABLES.stream().anyMatch(this::mentions);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Marker marker && marker.toString().equals(toString());
    }

    @Override
    public final int hashCode() {
        return toString().hashCode();
    }

    /** @return the normal text, which reads back to an equal marker */
    @Override
    public abstract String toString();
}
