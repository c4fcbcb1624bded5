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
 * Why a URL could not be read, in words, and whether it may be over at the next try.
 *
 * @param cause what broke, or null where a server answered
 * @param hints actions that are likely to help; may be empty
 */
record FailureReason(String text, boolean mayPass, Throwable cause, List<Hint> hints) {

    private FailureReason(String text, boolean mayPass, Throwable cause) {
        this(text, mayPass, cause, List.of());
    }

    /** @param proxy what the connection was to be made to, instead of the server */
    static FailureReason of(IOException broken, Optional<HttpProxy> proxy) {
        FailureReason reason = of(broken);
        boolean isAtProxy = broken instanceof ConnectException
                || broken instanceof NoRouteToHostException
                || broken instanceof UnknownHostException;
        return isAtProxy && proxy.isPresent()
                ? new FailureReason(
                        "the proxy `" + proxy.get().place() + "`: " + reason.text, reason.mayPass, reason.cause)
                : reason;
    }

    /** @return why there is no way through the proxy, which answered in the place of the server */
    static FailureReason ofTunnel(ClassicHttpResponse response, Optional<HttpProxy> proxy) {
        String place = proxy.map(known -> " `" + known.place() + "`").orElse("");
        String answer = of(response).text.replace("the server answers", "the proxy" + place + " answers");
        return new FailureReason(answer, response.getCode() >= 500, null);
    }

    static FailureReason of(IOException broken) {
        if (broken instanceof HttpFailure) {
            return new FailureReason("", false, broken);
        }
        if (broken instanceof ClientProtocolException) {
            return new FailureReason(deepest(broken), false, broken);
        }
        if (broken instanceof MessageConstraintException) {
            return new FailureReason(
                    "the header of the answer is too large or has no end: " + broken.getMessage(), false, broken);
        }
        if (broken instanceof SSLException) {
            return certificate(broken)
                    .map(e -> new FailureReason(
                            "its certificate is not trusted: " + deepest(e),
                            false,
                            broken,
                            List.of(Hint.of(BaseHint.TRUST_CERTIFICATES))))
                    .orElseGet(() -> new FailureReason("no TLS connection: " + deepest(broken), true, broken));
        }
        return new FailureReason(connection(broken), true, broken);
    }

    /** @param forwarding the proxy that may have answered in the place of the server: a plain answer does not show it */
    static FailureReason of(ClassicHttpResponse response, Optional<HttpProxy> forwarding) {
        return new FailureReason(of(response).text + through(forwarding), true, null);
    }

    /** @return words for what came by a proxy */
    static String through(Optional<HttpProxy> forwarding) {
        return forwarding
                .map(proxy -> ", through the proxy `" + proxy.place() + "`")
                .orElse("");
    }

    private static FailureReason of(ClassicHttpResponse response) {
        String phrase = response.getReasonPhrase();
        boolean redirect = response.getCode() / 100 == 3;
        return new FailureReason(
                (redirect ? "the server sends it elsewhere without saying where: " : "the server answers ")
                        + response.getCode()
                        + (phrase == null || phrase.isBlank() ? "" : " " + phrase),
                true,
                null);
    }

    /** @return how long the server asks to wait (RFC 9110, section 10.2.3, in seconds); else zero */
    static Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header != null && header.getValue().matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : Duration.ZERO;
    }

    IOException failure(URI uri, Duration wish) {
        if (cause instanceof HttpFailure) {
            return (HttpFailure) cause;
        }
        return mayPass ? new TransientFailure(uri, text, cause, wish) : new HttpFailure(uri, text, cause, hints);
    }

    private static String connection(IOException broken) {
        if (broken instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (broken instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (broken instanceof ConnectException || broken instanceof NoRouteToHostException) {
            String message = String.valueOf(broken.getMessage());
            return message.contains("refused") ? "connection refused" : "no connection: " + tail(message);
        }
        if (broken instanceof NoHttpResponseException) {
            return "the server closed the connection without an answer";
        }
        if (broken instanceof ConnectionClosedException || broken instanceof MalformedChunkCodingException) {
            return "the answer broke off before its end";
        }
        return deepest(broken);
    }

    private static Optional<Throwable> certificate(Throwable broken) {
        for (Throwable at = broken; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof javax.net.ssl.SSLPeerUnverifiedException) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String deepest(Throwable broken) {
        Throwable at = broken;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    private static String tail(String message) {
        return message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2);
    }
}
