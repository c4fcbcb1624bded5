package io.github.pywar.base.http;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Reason why a URL could not be read.
 *
 * @param text the reason, for messages
 * @param isTransient whether a retry may succeed
 * @param cause the failure, or null if a server responded
 * @param hints actions that are likely to help; may be empty
 */
record FailureReason(String text, boolean isTransient, Throwable cause, List<Hint> hints) {

    private FailureReason(String text, boolean isTransient, Throwable cause) {
        this(text, isTransient, cause, List.of());
    }

    /** @param proxy the proxy of the request, to which the connection is made */
    static FailureReason of(IOException failure, Optional<HttpProxy> proxy) {
        FailureReason reason = of(failure);
        boolean isAtProxy = failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
        return isAtProxy && proxy.isPresent()
                ? new FailureReason(
                        "the proxy `" + proxy.get().address() + "`: " + reason.text, reason.isTransient, reason.cause)
                : reason;
    }

    /** @return the reason why the proxy opened no tunnel: it answered in place of the server */
    static FailureReason ofTunnel(ClassicHttpResponse response, Optional<HttpProxy> proxy) {
        String name = proxy.map(known -> " `" + known.address() + "`").orElse("");
        String answer = of(response).text.replace("the server answers", "the proxy" + name + " answers");
        return new FailureReason(answer, response.getCode() >= 500, null);
    }

    static FailureReason of(IOException failure) {
        if (failure instanceof HttpFailure) {
            return new FailureReason("", false, failure);
        }
        if (failure instanceof ClientProtocolException) {
            return new FailureReason(deepest(failure), false, failure);
        }
        if (failure instanceof MessageConstraintException) {
            return new FailureReason(
                    "the header of the response is too large or has no end: " + failure.getMessage(), false, failure);
        }
        if (failure instanceof SSLException) {
            return certificate(failure)
                    .map(e -> new FailureReason(
                            "its certificate is not trusted: " + deepest(e),
                            false,
                            failure,
                            List.of(Hint.of(BaseHint.TRUST_CERTIFICATES))))
                    .orElseGet(() -> new FailureReason("no TLS connection: " + deepest(failure), true, failure));
        }
        return new FailureReason(connection(failure), true, failure);
    }

    /** @param forwarding the proxy, which may have answered in place of the server: a plain response does not show which */
    static FailureReason of(ClassicHttpResponse response, Optional<HttpProxy> forwarding) {
        return new FailureReason(of(response).text + through(forwarding), true, null);
    }

    /** @return the name of the proxy, for a message */
    static String through(Optional<HttpProxy> forwarding) {
        return forwarding
                .map(proxy -> ", through the proxy `" + proxy.address() + "`")
                .orElse("");
    }

    private static FailureReason of(ClassicHttpResponse response) {
        String phrase = response.getReasonPhrase();
        boolean redirect = response.getCode() / 100 == 3;
        return new FailureReason(
                (redirect ? "the server redirects without a location: " : "the server answers ")
                        + response.getCode()
                        + (phrase == null || phrase.isBlank() ? "" : " " + phrase),
                true,
                null);
    }

    /** @return the Retry-After delay (RFC 9110, section 10.2.3), if it is in seconds; else zero */
    static Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header != null && header.getValue().matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : Duration.ZERO;
    }

    IOException failure(URI uri, Duration retryAfter) {
        if (cause instanceof HttpFailure) {
            return (HttpFailure) cause;
        }
        return isTransient
                ? new TransientFailure(uri, text, cause, retryAfter)
                : new HttpFailure(uri, text, cause, hints);
    }

    private static String connection(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no response in time";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            String message = String.valueOf(failure.getMessage());
            return message.contains("refused") ? "connection refused" : "no connection: " + tail(message);
        }
        if (failure instanceof NoHttpResponseException) {
            return "the server closed the connection without a response";
        }
        if (failure instanceof ConnectionClosedException || failure instanceof MalformedChunkCodingException) {
            return "the response ended early";
        }
        return deepest(failure);
    }

    private static Optional<Throwable> certificate(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof javax.net.ssl.SSLPeerUnverifiedException) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String deepest(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    private static String tail(String message) {
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }
}
