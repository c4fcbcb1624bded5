package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.CleanEnvironment;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Request to start an archive and to get one page from it.
 *
 * @param path of the page, beginning with {@code /}
 * @param status that the page must have
 * @param parent environment of the build; the application gets few of these variables, see {@link CleanEnvironment}
 * @param environment variables of the application
 * @param timeout for start and response together; more than 0
 * @param folder that the archive may unpack itself into
 */
public record BootRequest(
        Path archive,
        String path,
        ExpectedStatus status,
        Map<String, String> parent,
        Map<String, String> environment,
        Duration timeout,
        Path folder) {

    /** @throws UserException if the path or the timeout is not valid */
    public BootRequest {
        if (!path.startsWith("/")) {
            throw UserException.of("`" + path + "` is not a path: it does not begin with `/`\n    from: <verifyPath>")
                    .hint("write <verifyPath>/" + path + "</verifyPath>");
        }
        if (!isEncoded(path)) {
            throw UserException.of("`" + path + "` is not a path: it has characters that a URL must encode"
                            + "\n    from: <verifyPath>")
                    .hint("write a space as %20");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw UserException.of(
                            "`" + timeout.toSeconds() + "` is not a timeout in seconds\n    from: <verifyTimeout>")
                    .hint("<verifyTimeout> is 1 or more; the default is 60");
        }
    }

    private static boolean isEncoded(String path) {
        try {
            new URI("http://host" + path);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
