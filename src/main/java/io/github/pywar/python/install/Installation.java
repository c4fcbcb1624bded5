package io.github.pywar.python.install;

import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.wheel.Wheel;
import java.util.Optional;

/**
 * A wheel to install and why.
 *
 * @param wheel verified
 * @param isRequested whether a person asked for it by name; otherwise something else needs it
 * @param directUrl where it came from, if no index gave it
 */
public record Installation(Wheel wheel, boolean isRequested, Optional<DirectUrl> directUrl) {

    /** @return a wheel of an index that something else needs */
    public static Installation of(Wheel wheel) {
        return new Installation(wheel, false, Optional.empty());
    }

    /** @return the same, asked for by name */
    public Installation requested() {
        return new Installation(wheel, true, directUrl);
    }

    /** @return the same, from that URL */
    public Installation from(DirectUrl url) {
        return new Installation(wheel, isRequested, Optional.of(url));
    }
}
