package io.github.pywar.python.source;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Unpacked source code of one project.
 *
 * @param root folder with its {@code pyproject.toml} or {@code setup.py}
 */
public record SourceTree(Path root) {

    /**
     * Returns the METADATA of the project if the source code declares it without a build.
     *
     * @throws io.github.pywar.base.error.UserException if a declared field is not valid
     */
    public Optional<byte[]> staticMetadata() throws IOException {
        throw new UnsupportedOperationException("not implemented yet");
    }

    /**
     * Returns the build system that the project declares, or the legacy one of setuptools.
     *
     * @throws io.github.pywar.base.error.UserException if the declaration is not valid, or there is nothing to build
     */
    public BuildSystem buildSystem() throws IOException {
        throw new UnsupportedOperationException("not implemented yet");
    }

    /** Returns a hash of the paths, contents and executable bits of all files; independent of times and of the machine. */
    public Sha256 hash() throws IOException {
        throw new UnsupportedOperationException("not implemented yet");
    }
}
