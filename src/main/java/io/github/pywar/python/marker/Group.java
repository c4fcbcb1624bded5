package io.github.pywar.python.marker;

/** A marker in parentheses, which only the text keeps. */
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
