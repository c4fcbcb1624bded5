package io.github.pywar.python.build;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Built wheels that several machines share. Safe for concurrent use. */
public interface SharedWheels {

    /**
     * Key of a wheel that was built from source code. Two builds with the same key have the same inputs.
     *
     * @param name the project
     * @param version of the project
     * @param hash over the inputs of the build: source code, target and settings; 64 hexadecimal digits
     */
    record Key(PackageName name, Version version, String hash) {}

    /** Shares nothing. */
    SharedWheels NONE = new SharedWheels() {
        @Override
        public Optional<Path> find(Key key, Path folder) {
            return Optional.empty();
        }

        @Override
        public void use(Key key, Path wheel) {
            // nothing is shared
        }
    };

    /**
     * Fetches a wheel that another machine built.
     *
     * @param folder of the copy; it exists
     * @return the copy, with the name of a wheel; empty if there is no such wheel
     */
    Optional<Path> find(Key key, Path folder) throws IOException;

    /**
     * Records that a build uses a wheel that was built here or found.
     *
     * @param wheel the verified file, which remains where it is
     */
    void use(Key key, Path wheel) throws IOException;
}
