package io.github.pywar.python.marker;

import java.util.List;

/** Markers that are joined by {@code and}, or by {@code or}. */
final class Junction extends Marker {

    private final boolean all;
    private final List<Marker> parts;

    /** @param all whether all parts must hold, else any */
    Junction(boolean all, List<Marker> parts) {
        this.all = all;
        this.parts = List.copyOf(parts);
    }

    @Override
    public boolean mentions(String variable) {
        for (Marker part : parts) {
            if (part.mentions(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Evaluates every part, so that a part that cannot be evaluated is always reported. */
    @Override
    boolean holds(MarkerEnvironment environment) {
        boolean any = false;
        boolean every = true;
        for (Marker part : parts) {
            boolean holds = part.holds(environment);
            any |= holds;
            every &= holds;
        }
        return all ? every : any;
    }

    @Override
    Marker grouped() {
        return new Group(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Marker part : parts) {
            text.append(text.isEmpty() ? "" : all ? " and " : " or ").append(part);
        }
        return text.toString();
    }
}
