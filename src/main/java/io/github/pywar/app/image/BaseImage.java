package io.github.pywar.app.image;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Image below the layers of an application.
 *
 * @param text as declared
 * @param file the tar file of the image; empty for an image of a registry and for none
 */
public record BaseImage(String text, Optional<Path> file) {

    private static final String SCRATCH = "scratch";
    private static final String FROM = "\n    from: <imageBase>";

    /**
     * Parses a declaration: {@code scratch}, a file {@code *.tar}, or the reference of an image in a registry.
     *
     * @param folder at which a relative path starts
     * @throws UserException if the file does not exist
     */
    public static BaseImage parse(String text, Path folder) {
        Path file = folder.resolve(text);
        boolean isFile = text.endsWith(".tar");
        if (isFile && Files.notExists(file)) {
            throw UserException.of("There is no base image `" + text + "`" + FROM)
                    .hint("name a file of `docker save` or `skopeo copy` that exists, an image such as"
                            + " `registry.example.org/python:3.11-slim`, or `scratch`");
        }
        return new BaseImage(text, isFile ? Optional.of(file) : Optional.empty());
    }

    /** Returns the error about a missing declaration. */
    public static UserException missing() {
        return UserException.of("No base image is declared: <imageBase> is missing")
                .hint(
                        "set <imageBase>registry.example.org/python:3.11-slim</imageBase>: an image with the Python of the"
                                + " target")
                .hint("with an interpreter in the archive (<runtime>), an image with the C library of the target, or"
                        + " `scratch`");
    }

    /** Returns whether there is no base. */
    public boolean isScratch() {
        return text.equals(SCRATCH);
    }

    /** Returns the reference of the image, if it is in a registry. */
    public Optional<String> reference() {
        return isScratch() || file.isPresent() ? Optional.empty() : Optional.of(text);
    }

    /**
     * Checks that something in the image can run the archive.
     *
     * @throws UserException if the image below is empty, and the archive contains no interpreter
     */
    void requirePython(BuiltArchive archive) {
        if (isScratch() && !archive.manifest().has("runtime")) {
            throw UserException.of("The image `" + text + "` has no Python, and `" + archive.name() + "` contains none"
                            + "\n    from: <imageBase>")
                    .hint("declare <runtime>, so that the archive contains an interpreter")
                    .hint("or a base image with Python " + archive.series());
        }
    }
}
