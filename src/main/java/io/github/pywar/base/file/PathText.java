package io.github.pywar.base.file;

import io.github.pywar.base.error.UserException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths that a file or a configuration declares as text: the only class that makes paths of such texts. */
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

    /**
     * Reads a path that must be one.
     *
     * @param from what declares it, for a message
     * @throws UserException if it is none
     */
    public static Path require(String text, String from) {
        return parse(text)
                .orElseThrow(() -> UserException.of(
                        "`" + shown(text) + "` is no path of a file on this machine\n    from: " + from));
    }

    /** @return the text for a message, without what a terminal would act on */
    public static String shown(String text) {
        return TreePath.shown(text);
    }
}
