package io.github.pywar.python.requirementsfile;

import java.io.IOException;
import java.util.Optional;

/**
 * Access to requirements files and to the files that they name. The name of a file is a path with {@code /} as written
 * in the including file, or a URL.
 */
interface FileLoader {

    boolean exists(String name);

    /** @throws io.github.pywar.base.error.UserException if the file is outside the project, or too large */
    byte[] load(String name) throws IOException;

    /** @return whether messages may show lines of the file */
    default boolean isOfProject(String name) throws IOException {
        return true;
    }

    /**
     * Finds a file that a line names: relative to the file with the line, else relative to the first file.
     *
     * @return the URL of the file; empty if it does not exist
     */
    Optional<String> locate(String namedBy, String path, String root);

    /** @return the URL of an existing file or directory relative to the file with the line; empty if there is none */
    default Optional<String> beside(String namedBy, String path) {
        return Optional.empty();
    }
}
