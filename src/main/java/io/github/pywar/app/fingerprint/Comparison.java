package io.github.pywar.app.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * Result of a comparison of a build with the last one.
 *
 * @param difference what has changed; empty if nothing has
 * @param warnings of the last build, if nothing has changed
 */
public record Comparison(Optional<String> difference, List<String> warnings) {

    public Comparison {
        warnings = List.copyOf(warnings);
    }

    static Comparison changed(String what) {
        return new Comparison(Optional.of(what), List.of());
    }

    /** Returns whether the archive is that of the last build. */
    public boolean isUnchanged() {
        return difference.isEmpty();
    }
}
