package io.github.pywar.base.http;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Refusal of a request: wrong or missing credentials for the server (401) or the proxy (407), or no permission (403). */
public class UnauthorizedException extends UserException {

    private static final long serialVersionUID = 1L;
    private static final int FORBIDDEN = 403;
    private static final int MOST_SHOWN = 30;

    private final URI uri;
    private final int status;
    private final Sent sent;

    /**
     * Credential of the refused request.
     *
     * @param hasCredential whether a user and a password were sent
     * @param origin where they are configured, if that is known
     */
    record Sent(boolean hasCredential, Optional<String> origin) {

        @Override
        public String toString() {
            return hasCredential
                    ? "the user and password "
                            + origin.map(source -> "of " + source).orElse("that were sent")
                    : "requests without a user and password";
        }

        /** @param host that needs the user and password */
        Hint hint(String host) {
            return hasCredential
                    ? Hint.of("check the password"
                            + origin.map(source -> " of " + source).orElse("") + ", or its permission to read")
                    : Hint.of(BaseHint.SET_CREDENTIAL, host);
        }
    }

    private UnauthorizedException(URI uri, int status, Sent sent, String what, List<Hint> hints) {
        super(what, hints);
        this.uri = Credentials.withoutUserInfo(uri);
        this.status = status;
        this.sent = sent;
    }

    static UnauthorizedException ofServer(
            URI uri, int status, Authorization authorization, Optional<HttpProxy> forwarding) {
        String host = uri.getHost();
        Sent sent = new Sent(authorization.isSent(), authorization.origin());
        String what = "Not allowed to read `" + Credentials.redact(uri.toString()) + "`: " + host
                + (status == FORBIDDEN ? " forbids this (403) for " + sent : " refuses " + sent + " (401)")
                + FailureReason.through(forwarding);
        return new UnauthorizedException(uri, status, sent, what, List.of(sent.hint(host)));
    }

    static UnauthorizedException ofProxy(URI uri, Optional<HttpProxy> proxy) {
        Sent sent = new Sent(proxy.flatMap(HttpProxy::credential).isPresent(), Optional.empty());
        String name = proxy.map(known -> " `" + known.address() + "`").orElse("");
        return new UnauthorizedException(
                uri,
                407,
                sent,
                "Not allowed to read `" + Credentials.redact(uri.toString()) + "`: the proxy" + name + " refuses "
                        + sent + " (407)",
                List.of(Hint.of(BaseHint.SET_PROXY_CREDENTIAL)));
    }

    /**
     * Returns one error that lists all files, because repository firewalls block many versions at once.
     *
     * @param refused for each file, with status 403; at least one
     */
    public static UnauthorizedException ofFiles(List<UnauthorizedException> refused) {
        UnauthorizedException first = refused.get(0);
        StringBuilder what = new StringBuilder(
                first.sent.hasCredential
                        ? "Not allowed to read files: " + first.uri.getHost() + " forbids them (403) for " + first.sent
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
        List<Hint> hints = List.of(Hint.of(BaseHint.EXCLUDE_VERSIONS), first.sent.hint(first.uri.getHost()));
        return new UnauthorizedException(first.uri, FORBIDDEN, first.sent, what.toString(), hints);
    }

    /** @return the URL, without user and password */
    public URI uri() {
        return uri;
    }

    /** @return whether the proxy refuses */
    public boolean isOfProxy() {
        return status == 407;
    }

    /** @return whether the server forbids this URL (403); it may allow others */
    public boolean isForbidden() {
        return status == FORBIDDEN;
    }

    /** @return whether a user and a password were sent */
    public boolean hadCredential() {
        return sent.hasCredential;
    }
}
