package io.github.pywar.python.marker;

import java.util.List;
import java.util.stream.Collectors;

/** Conditions joined by {@code and}, or by {@code or}. */
final class Junction extends Marker {

    private final boolean all;
    private final List<Marker> parts;

    /** @param all whether every part has to hold; else one is enough */
    Junction(boolean all, List<Marker> parts) {
        this.all = all;
        this.parts = List.copyOf(parts);
    }

    @Override
    public boolean mentions(String variable) {
        return parts.stream().anyMatch(part -> part.mentions(variable));
    }

    /** Every part is asked, so that one that has no answer is told whatever the others say. */
    @Override
    boolean holds(MarkerEnvironment environment) {
        boolean any = false;
        boolean every = true;
        for (Marker part : parts) {
            boolean answer = part.holds(environment);
            any |= answer;
            every &= answer;
        }
        return all ? every : any;
    }

    @Override
    Marker grouped() {
        return new Group(this);
    }

    @Override
    public String toString() {
        return parts.stream().map(Marker::toString).collect(Collectors.joining(all ? " and " : " or "));
    }
}
