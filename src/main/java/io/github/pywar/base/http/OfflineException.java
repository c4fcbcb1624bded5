package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;

/** Something is not at hand and must not be asked for, because the build is offline. */
final class OfflineException extends UserException {

    private static final long serialVersionUID = 1L;

    OfflineException(URI uri) {
        super(
                "Not asked for `" + Credentials.redact(uri.toString()) + "`: the build is offline",
                List.of("build once without `-o`"));
    }
}
