package io.github.pywar.base.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths that a file or a POM declares as text: the only place where such a text becomes a path. */
public final class PathText {

    private PathText() {}

    /**
     * Reads a path.
     *
     * @param text for example {@code requirements/base.txt}
     * @return the path; empty where no file system of this machine can have it, for example with NUL in it
     */
    public static Optional<Path> parse(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** @return the text for a message, without what a terminal would act on */
    public static String shown(String text) {
        return TreePath.shown(text);
    }
}
