package io.github.pywar.app.library;

import io.github.pywar.python.install.Installation;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.wheel.Wheel;
import java.util.Optional;

/**
 * A wheel that goes into an archive.
 *
 * @param wheel verified
 * @param sha256 of its file, in hexadecimal digits
 * @param index the id of the index it came from; empty where it came from a folder
 * @param requested whether the application itself asks for it
 * @param directUrl where a requirement names it by its URL; empty for a file of this machine, whose path would make the
 *     archive differ from machine to machine
 */
public record Library(
        Wheel wheel, String sha256, Optional<String> index, boolean requested, Optional<DirectUrl> directUrl) {

    /** @return what is installed of it */
    public Installation installation() {
        return new Installation(wheel, requested, directUrl);
    }
}
