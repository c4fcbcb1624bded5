package io.github.pywar.app.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * Result of a comparison of a build with the last one.
 *
 * @param difference what has changed; empty if nothing has
 * @param warnings of the last build, if nothing has changed
 */
public record BuildComparison(Optional<String> difference, List<String> warnings) {

    public BuildComparison {
        warnings = List.copyOf(warnings);
    }

    static BuildComparison changed(String what) {
        return new BuildComparison(Optional.of(what), List.of());
    }

    /** Returns whether the archive is that of the last build. */
    public boolean isUnchanged() {
        return difference.isEmpty();
    }
}
