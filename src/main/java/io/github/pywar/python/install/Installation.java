package io.github.pywar.python.install;

import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.wheel.Wheel;
import java.util.Optional;

/**
 * Wheel to install, with its origin.
 *
 * @param wheel verified
 * @param isRequested whether it is declared; otherwise another package requires it
 * @param directUrl its URL, if it is not from an index
 */
public record Installation(Wheel wheel, boolean isRequested, Optional<DirectUrl> directUrl) {}
