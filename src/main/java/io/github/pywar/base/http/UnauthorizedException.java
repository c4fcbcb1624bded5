package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server, or a proxy before it, wants other credentials than it got: 401, 403 or 407. */
public class UnauthorizedException extends UserException {

    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final int status;

    private UnauthorizedException(URI uri, int status, String what, String hint) {
        super("Not allowed to read `" + Credentials.redact(uri.toString()) + "`: " + what, List.of(hint));
        this.uri = Credentials.withoutUserInfo(uri);
        this.status = status;
    }

    static UnauthorizedException ofServer(URI uri, int status, boolean hadCredential) {
        String host = uri.getHost();
        String what = host + (status == 403 ? " forbids it (403) to " : " refuses ") + shown(hadCredential);
        return new UnauthorizedException(
                uri,
                status,
                what + (status == 403 ? "" : " (401)"),
                "give a user and password for `" + host
                        + "`: in a line for it in netrc, or, where an index has its files"
                        + " on its own host, in the `<server>` of the index in settings.xml");
    }

    static UnauthorizedException ofProxy(URI uri, Optional<HttpProxy> proxy) {
        boolean hadCredential = proxy.flatMap(HttpProxy::credential).isPresent();
        String place = proxy.map(known -> " `" + known.place() + "`").orElse("");
        return new UnauthorizedException(
                uri,
                407,
                "the proxy" + place + " refuses " + shown(hadCredential) + " (407)",
                "give the proxy's user and password where the proxy is named: in its `<proxy>` of settings.xml, else as"
                        + " http://USER:PASSWORD@HOST:PORT in pip's `proxy` or a variable such as `HTTPS_PROXY`");
    }

    /** @return what was asked for, without user and password */
    public URI uri() {
        return uri;
    }

    /** @return whether it is the proxy that asks */
    public boolean isOfProxy() {
        return status == 407;
    }

    private static String shown(boolean hadCredential) {
        return hadCredential ? "the user and password that it got" : "requests without a user and password";
    }
}
