package io.github.pywar.python.marker;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.name.ExtraName;
import java.util.List;
import java.util.Set;

/**
 * A condition on the environment ("Dependency specifiers", "Environment Markers"). Two markers are equal if their normal
 * texts are equal.
 */
public abstract sealed class Marker permits Comparison, Junction, Group {

    /** @throws SyntaxException if the text is not a marker, or has an unknown variable */
    public static Marker parse(String text) {
        Cursor cursor = new Cursor(text);
        Marker marker = read(cursor);
        if (!cursor.atEnd()) {
            throw cursor.error("Not a marker: expected `and`, `or` or the end");
        }
        return marker;
    }

    /**
     * Parses the marker at a cursor, for example in a requirement, and the blanks around it.
     *
     * @throws SyntaxException if there is no marker
     */
    public static Marker read(Cursor cursor) {
        return new MarkerParser(cursor).parse().ungrouped();
    }

    /**
     * Returns whether the condition is true. If the target does not fix the micro version, the condition is true if it is
     * true for at least one micro version ({@code standards.md}, "What is chosen").
     *
     * @throws UserException if the marker has an undefined comparison, or a variable without a value in the environment
     */
    public boolean evaluate(MarkerEnvironment environment) {
        if (!environment.isMicroOpen() || !mentionsMicro()) {
            return holds(environment);
        }
        for (MarkerEnvironment micro : environment.micros()) {
            if (holds(micro)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the condition holds with the requested extras. {@code extra == "x"} holds if x is requested, and
     * {@code extra != "x"} if it is not.
     */
    public boolean evaluate(MarkerEnvironment environment, Set<ExtraName> extras) {
        return evaluate(environment.withExtras(extras));
    }

    /** @return whether the result differs between micro versions, and the environment has an open micro version */
    public boolean dependsOnMicro(MarkerEnvironment environment) {
        return environment.isMicroOpen()
                && mentionsMicro()
                && environment.micros().stream().map(this::holds).distinct().count() > 1;
    }

    /** @return a marker that holds if both hold */
    public Marker and(Marker other) {
        return new Junction(true, List.of(grouped(), other.grouped()));
    }

    /** @return a marker that holds if at least one of the two holds */
    public Marker or(Marker other) {
        return new Junction(false, List.of(grouped(), other.grouped()));
    }

    /**
     * Returns whether the condition contains a variable.
     *
     * @param variable the current name, not a deprecated alias
     */
    public abstract boolean mentions(String variable);

    abstract boolean holds(MarkerEnvironment environment);

    /** @return the marker as a part of a larger one, with parentheses if it needs them */
    Marker grouped() {
        return this;
    }

    Marker ungrouped() {
        return this;
    }

    private boolean mentionsMicro() {
        for (String variable : MarkerEnvironment.MICRO_VARIABLES) {
            if (mentions(variable)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Marker marker && marker.toString().equals(toString());
    }

    @Override
    public final int hashCode() {
        return toString().hashCode();
    }

    /** @return the normal text, which parses to an equal marker */
    @Override
    public abstract String toString();
}
