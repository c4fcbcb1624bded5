package io.github.pywar.base.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Failure that a retry may fix. */
final class TransientFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final String reason;
    private final Duration retryAfter;

    TransientFailure(URI uri, String reason, Throwable cause, Duration retryAfter) {
        super(reason, cause);
        this.uri = uri;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** @return the Retry-After delay; zero if the server sent none */
    Duration retryAfter() {
        return retryAfter;
    }

    HttpFailure afterTries(int tries) {
        return new HttpFailure(uri, reason + (tries == 1 ? "" : " (tried " + tries + " times)"), getCause());
    }
}
