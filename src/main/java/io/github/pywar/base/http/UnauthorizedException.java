package io.github.pywar.base.http;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server, or a proxy before it, requires other credentials than it got (401, 407), or gives the URL to no one (403). */
public class UnauthorizedException extends UserException {

    private static final long serialVersionUID = 1L;
    private static final int FORBIDDEN = 403;
    private static final int MOST_SHOWN = 30;

    private final URI uri;
    private final int status;
    private final Shown shown;

    /**
     * What the server was sent.
     *
     * @param hasCredential whether a user and a password
     * @param origin where they are configured, where that is known
     */
    record Shown(boolean hasCredential, Optional<String> origin) {

        @Override
        public String toString() {
            return hasCredential
                    ? "the user and password "
                            + origin.map(place -> "of " + place).orElse("that it got")
                    : "requests without a user and password";
        }

        /** @param host for which a user may be missing */
        Hint hint(String host) {
            return hasCredential
                    ? Hint.of("check the password"
                            + origin.map(place -> " of " + place).orElse("") + ", or its permission to read")
                    : Hint.of(BaseHint.SET_CREDENTIAL, host);
        }
    }

    private UnauthorizedException(URI uri, int status, Shown shown, String what, List<Hint> hints) {
        super(what, hints);
        this.uri = Credentials.withoutUserInfo(uri);
        this.status = status;
        this.shown = shown;
    }

    static UnauthorizedException ofServer(URI uri, int status, Authorization sent, Optional<HttpProxy> forwarding) {
        String host = uri.getHost();
        Shown shown = new Shown(sent.isSent(), sent.origin());
        String what = "Not allowed to read `" + Credentials.redact(uri.toString()) + "`: " + host
                + (status == FORBIDDEN ? " forbids it (403) to " + shown : " refuses " + shown + " (401)")
                + FailureReason.through(forwarding);
        return new UnauthorizedException(uri, status, shown, what, List.of(shown.hint(host)));
    }

    static UnauthorizedException ofProxy(URI uri, Optional<HttpProxy> proxy) {
        Shown shown = new Shown(proxy.flatMap(HttpProxy::credential).isPresent(), Optional.empty());
        String place = proxy.map(known -> " `" + known.place() + "`").orElse("");
        return new UnauthorizedException(
                uri,
                407,
                shown,
                "Not allowed to read `" + Credentials.redact(uri.toString()) + "`: the proxy" + place + " refuses "
                        + shown + " (407)",
                List.of(Hint.of(BaseHint.SET_PROXY_CREDENTIAL)));
    }

    /**
     * @param refused for each file, with status 403; at least one
     * @return one error that lists all files: repository firewalls block many versions at once
     */
    public static UnauthorizedException ofFiles(List<UnauthorizedException> refused) {
        UnauthorizedException first = refused.get(0);
        StringBuilder what = new StringBuilder(
                first.shown.hasCredential
                        ? "Not allowed to read files: " + first.uri.getHost() + " forbids them (403) to " + first.shown
                        : "Not allowed to read files: they are blocked by the repository's policy (403), or need a user"
                                + " and password, and none were sent");
        refused.stream()
                .map(one -> "\n    `" + Credentials.redact(one.uri.toString()) + "`")
                .sorted()
                .limit(MOST_SHOWN)
                .forEach(what::append);
        if (refused.size() > MOST_SHOWN) {
            what.append("\n    and ").append(refused.size() - MOST_SHOWN).append(" more");
        }
        List<Hint> hints = List.of(Hint.of(BaseHint.EXCLUDE_VERSIONS), first.shown.hint(first.uri.getHost()));
        return new UnauthorizedException(first.uri, FORBIDDEN, first.shown, what.toString(), hints);
    }

    /** @return what was asked for, without user and password */
    public URI uri() {
        return uri;
    }

    /** @return whether the proxy refuses */
    public boolean isOfProxy() {
        return status == 407;
    }

    /** @return whether the server forbids this URL (403), and perhaps no other */
    public boolean isForbidden() {
        return status == FORBIDDEN;
    }

    /** @return whether a user and a password were sent and refused */
    public boolean hadCredential() {
        return shown.hasCredential;
    }
}
