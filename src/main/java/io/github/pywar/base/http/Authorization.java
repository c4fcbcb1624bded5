package io.github.pywar.base.http;

import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Credentials of one request and its redirects. They are selected for the URL of each hop: no credential follows a
 * redirect to another URL, or from https to http.
 */
final class Authorization {

    private static final String KEY = "pywar.authorization";

    private final Credentials credentials;
    private final boolean isSecure;
    private volatile Optional<URI> sentTo = Optional.empty();

    private Authorization(Credentials credentials, boolean isSecure) {
        this.credentials = credentials;
        this.isSecure = isSecure;
    }

    static Authorization of(HttpRequest request, Credentials credentials) {
        Optional<Credential> ofUrl = Credential.of(request.uri());
        Credentials own = ofUrl.isPresent() ? Credentials.NONE.with(request.uri(), ofUrl.get()) : Credentials.NONE;
        return new Authorization(
                own.and(credentials), "https".equals(request.uri().getScheme()));
    }

    static Authorization of(HttpContext context) {
        return (Authorization) context.getAttribute(KEY);
    }

    void putInto(HttpContext context) {
        context.setAttribute(KEY, this);
    }

    /** @return whether a credential was sent to the last hop */
    boolean isSent() {
        return sentTo.isPresent();
    }

    /** @return the origin of that credential, if it is known */
    Optional<String> origin() {
        return sentTo.flatMap(credentials::origin);
    }

    static HttpRequestInterceptor interceptor() {
        return (request, entity, context) -> of(context).apply(request, entity);
    }

    private void apply(org.apache.hc.core5.http.HttpRequest request, EntityDetails entity) throws ProtocolException {
        request.removeHeaders(HttpHeaders.AUTHORIZATION);
        Optional<URI> target = isConnect(request) ? Optional.empty() : target(request);
        Optional<Credential> credential = target.isPresent() ? credentials.find(target.get()) : Optional.empty();
        sentTo = credential.isPresent() ? target : Optional.empty();
        if (credential.isPresent()) {
            request.setHeader(HttpHeaders.AUTHORIZATION, credential.get().authorization());
        }
    }

    private static boolean isConnect(org.apache.hc.core5.http.HttpRequest request) {
        return "CONNECT".equals(request.getMethod());
    }

    /** @return the URL of the hop, if a credential may be sent to it */
    private Optional<URI> target(org.apache.hc.core5.http.HttpRequest request) throws ProtocolException {
        if (credentials.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = request.getUri();
            return isSecure && !"https".equals(uri.getScheme()) ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            throw new ProtocolException("not a URL", e);
        }
    }
}
