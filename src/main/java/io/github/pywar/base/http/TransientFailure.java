package io.github.pywar.base.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A failure that may be over at the next try. */
final class TransientFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final String reason;
    private final Duration wish;

    TransientFailure(URI uri, String reason, Throwable cause, Duration wish) {
        super(reason, cause);
        this.uri = uri;
        this.reason = reason;
        this.wish = wish;
    }

    /** @return how long the server wants to be left alone; zero when it does not say */
    Duration wish() {
        return wish;
    }

    HttpFailure afterTries(int tries) {
        return new HttpFailure(uri, reason + (tries == 1 ? "" : " (asked " + tries + " times)"), getCause());
    }
}
