package io.github.pywar.app.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * Result of a comparison of a build with the last one.
 *
 * @param difference what has changed; empty if nothing has
 * @param isApplicationOnly whether only files of the application itself have changed, so the libraries of the last archive
 *     and everything else in it still apply
 * @param warnings of the last build, as far as they still apply
 */
public record BuildComparison(Optional<String> difference, boolean isApplicationOnly, List<String> warnings) {

    public BuildComparison {
        warnings = List.copyOf(warnings);
    }

    static BuildComparison changed(String what) {
        return new BuildComparison(Optional.of(what), false, List.of());
    }

    /** Returns whether the archive is that of the last build. */
    public boolean isUnchanged() {
        return difference.isEmpty();
    }
}
