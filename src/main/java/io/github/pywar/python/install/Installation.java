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
public record Installation(Wheel wheel, boolean isRequested, Optional<DirectUrl> directUrl) {}
