package io.github.pywar.app.embedded;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Interpreter in or beside an archive.
 *
 * @param file compressed tar file with the interpreter
 * @param sha256 of the file
 * @param size of the file, in bytes
 * @param program path of the interpreter in the tar file, for example {@code python/bin/python3.11}
 * @param origin as declared, for messages
 * @param inside whether the archive contains the file; else it is beside the archive
 * @param name of the file beside the archive
 */
public record EmbeddedPython(
        Path file, Sha256 sha256, long size, String program, String origin, boolean inside, String name) {

    /** Returns the interpreter of a file, whose program is known. */
    static EmbeddedPython of(Path file, String program, String origin, boolean inside, String name) throws IOException {
        return new EmbeddedPython(file, Sha256.of(file), Files.size(file), program, origin, inside, name);
    }
}
