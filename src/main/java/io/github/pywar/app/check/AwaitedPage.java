package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Page that a started application must answer.
 *
 * @param path with its query, beginning with {@code /}
 * @param status that the page must have
 * @param timeout for start and response together; more than 0
 */
public record AwaitedPage(String path, ExpectedStatus status, Duration timeout) {

    /** @throws UserException if the path or the timeout is not valid */
    public AwaitedPage {
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
