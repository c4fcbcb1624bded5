package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Message of an error as a goal shows it. */
public final class ShownError {

    private ShownError() {}

    /**
     * Returns the message with its hints.
     *
     * @param error an error of the product; a bug fails the test
     * @param cache the folder of downloads
     */
    public static String text(Throwable error, Path cache) {
        assertThat(error).isInstanceOfAny(UserException.class, IOException.class);
        return error instanceof IOException broken
                ? new FailureMessage(broken, Optional.of(cache)).text()
                : MavenHints.message((UserException) error);
    }
}
