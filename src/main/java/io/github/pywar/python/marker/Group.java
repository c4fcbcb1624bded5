package io.github.pywar.python.marker;

/** Parentheses that were written: the meaning is their content's, the text keeps them. */
final class Group extends Marker {

    private final Marker content;

    Group(Marker content) {
        this.content = content;
    }

    @Override
    public boolean mentions(String variable) {
        return content.mentions(variable);
    }

    @Override
    boolean holds(MarkerEnvironment environment) {
        return content.holds(environment);
    }

    @Override
    Marker ungrouped() {
        return content;
    }

    @Override
    public String toString() {
        return "(" + content + ")";
    }
}
