package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.util.List;

/** A server, or a proxy before it, wants other credentials than it got: 401, 403 or 407. */
public class UnauthorizedException extends UserException {

    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final int status;

    UnauthorizedException(URI uri, int status, boolean hadCredential) {
        super(say(uri, status, hadCredential), List.of());
        this.uri = Credentials.withoutUserInfo(uri);
        this.status = status;
    }

    /** @return what was asked for, without user and password */
    public URI uri() {
        return uri;
    }

    /** @return 401 (who are you?), 403 (not you) or 407 (the proxy asks) */
    public int status() {
        return status;
    }

    private static String say(URI uri, int status, boolean hadCredential) {
        String url = Credentials.redact(uri.toString());
        String credential =
                hadCredential ? "the user and password that it got" : "requests without a user and password";
        return switch (status) {
            case 407 -> "Not allowed to read `" + url + "`: the proxy refuses " + credential + " (407)";
            case 403 -> "Not allowed to read `" + url + "`: " + uri.getHost() + " forbids it (403) to " + credential;
            default -> "Not allowed to read `" + url + "`: " + uri.getHost() + " refuses " + credential + " (401)";
        };
    }
}
