package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Wheel of a project whose files and metadata are declared statically: it is built without Python. */
public final class PureWheel {

    private PureWheel() {}

    /**
     * Builds the wheel that the project's backend would build.
     *
     * @param folder the wheel is written into it
     * @return the wheel; empty if the configuration is not one that this class handles, and the backend must build it
     */
    public static Optional<Path> build(SourceTree source, Path folder) throws IOException {
        return Optional.empty();
    }
}
