package io.github.pywar.base.http;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;

/** A request that is not made, because the build is offline. */
final class OfflineException extends UserException {

    private static final long serialVersionUID = 1L;

    OfflineException(URI uri) {
        super(
                "`" + Credentials.redact(uri.toString()) + "` is not requested: the build is offline",
                List.of(Hint.of(BaseHint.GO_ONLINE)));
    }
}
