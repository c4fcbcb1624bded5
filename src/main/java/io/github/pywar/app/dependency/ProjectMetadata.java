package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;

/** Metadata of the project itself, whose dependencies only a build can determine. */
@FunctionalInterface
public interface ProjectMetadata {

    /** Metadata that is not available: the dependencies must be declared statically. */
    ProjectMetadata NONE = folder -> {
        throw UserException.of(
                        "The dependencies of the project are dynamic: only a build can determine them\n    from: "
                                + folder)
                .hint("list the dependencies in requirements.txt, or in `dependencies` of [project] in pyproject.toml");
    };

    /**
     * Returns the METADATA that a wheel of the project would have.
     *
     * @param folder of the project
     * @throws UserException if the build fails or is not allowed
     */
    byte[] of(Path folder) throws IOException;
}
