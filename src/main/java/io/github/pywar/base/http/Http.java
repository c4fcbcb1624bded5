package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * HTTP client: reads URLs with GET, sends forms with POST, retries GET if the server or the connection fails, uses proxies, credentials by URL, and
 * the certificates of the JDK and of an additional bundle. Safe for several threads.
 */
public final class Http implements AutoCloseable {

    private final Builder settings;
    private volatile Exchange exchange;

    private Http(Builder settings) {
        this.settings = settings;
    }

    /** @return the default settings: no proxy, no credentials, three retries */
    public static Builder builder() {
        return new Builder();
    }

    /** @return whether all requests are refused */
    public boolean isOffline() {
        return settings.offline;
    }

    /**
     * Reads a URL.
     *
     * @param handler called with a response that is no failure; makes no requests itself, because these would wait for its own
     *     end if it is one of as many as the client may make at the same time
     * @throws UnauthorizedException at 401, 403 and 407
     * @throws UserException if the client is offline
     * @throws HttpFailure if all retries fail
     */
    public <T> T get(HttpRequest request, HttpResponse.Handler<T> handler) throws IOException {
        return get(() -> request, handler);
    }

    /** Like {@link #get(HttpRequest, HttpResponse.Handler)}, with a new request for each try. */
    <T> T get(Supplier<HttpRequest> requests, HttpResponse.Handler<T> handler) throws IOException {
        if (settings.offline) {
            throw new OfflineException(requests.get().uri());
        }
        return exchange().get(requests, handler);
    }

    /**
     * Sends a form once: without retries, and without redirects, because a client that follows one sends no form.
     *
     * @param handler called with any response, also with 3xx, 4xx and 5xx of the server
     * @throws UnauthorizedException at 407
     * @throws UserException if the client is offline
     * @throws HttpFailure if the connection fails
     */
    public <T> T post(HttpRequest request, Form form, HttpResponse.Handler<T> handler) throws IOException {
        if (settings.offline) {
            throw new OfflineException(request.uri());
        }
        return exchange().post(request, form, handler);
    }

    /**
     * Form with one file ({@code multipart/form-data}, RFC 7578).
     *
     * @param fields names and values, in UTF-8; a name may occur more than once
     * @param fileField the name of the field with the file
     * @param file read while it is sent
     */
    public record Form(List<Map.Entry<String, String>> fields, String fileField, Path file) {

        public Form {
            fields = List.copyOf(fields);
        }
    }

    /** @return the number of requests and bytes so far */
    public Traffic traffic() {
        Exchange known = exchange;
        return known == null ? new Traffic(0, 0) : known.traffic();
    }

    /**
     * Number of requests and bytes.
     *
     * @param requests with each retry, without redirects
     * @param bytes of decompressed bodies
     */
    public record Traffic(long requests, long bytes) {

        @Override
        public String toString() {
            return requests + " requests, " + bytes + " bytes";
        }
    }

    private Exchange exchange() {
        Exchange known = exchange;
        if (known == null) {
            synchronized (this) {
                known = exchange == null ? exchange = new Exchange(settings) : exchange;
            }
        }
        return known;
    }

    /** Closes all connections: requests of other threads fail and are not retried. */
    @Override
    public void close() {
        Exchange known = exchange;
        if (known != null) {
            known.close();
        }
    }

    /** Settings of a client; not safe for several threads. */
    public static final class Builder {

        boolean offline;
        int connections = 16;
        Duration timeout = Duration.ofSeconds(30);
        Retries retries = Retries.of(3);
        Credentials credentials = Credentials.NONE;
        HttpProxy.Rules proxies = HttpProxy.Rules.DIRECT;
        Optional<Path> certificates = Optional.empty();
        Optional<Path> clientCertificate = Optional.empty();
        final Set<TrustedHost> trustedHosts = new LinkedHashSet<>();
        Clock clock = Clock.systemUTC();
        String userAgent = "pywar";

        private Builder() {}

        /** @param offline whether all requests are refused */
        public Builder offline(boolean offline) {
            this.offline = offline;
            return this;
        }

        /** @param connections the limit for simultaneous requests */
        public Builder connections(int connections) {
            this.connections = connections;
            return this;
        }

        /** @param timeout limit for the time without a byte on a connection */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** @param retries their number and delays */
        public Builder retries(Retries retries) {
            this.retries = retries;
            return this;
        }

        /** @param credentials by URL */
        public Builder credentials(Credentials credentials) {
            this.credentials = credentials;
            return this;
        }

        /** @param proxies rules that select the proxy of a request */
        public Builder proxies(HttpProxy.Rules proxies) {
            this.proxies = proxies;
            return this;
        }

        /** @param bundle certificates in PEM form, trusted in addition to those of the JDK; read only if needed */
        public Builder certificates(Path bundle) {
            this.certificates = Optional.of(bundle);
            return this;
        }

        /** @param pem a certificate chain and its unencrypted private key in PKCS #8, sent to servers that require it */
        public Builder clientCertificate(Path pem) {
            this.clientCertificate = Optional.of(pem);
            return this;
        }

        /** @param host a host whose certificate is not checked */
        public Builder trustHost(TrustedHost host) {
            trustedHosts.add(host);
            return this;
        }

        /** @param clock measures the time of responses */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** @param userAgent the value of the header {@code User-Agent}; {@code pywar} by default */
        public Builder userAgent(String userAgent) {
            this.userAgent = userAgent;
            return this;
        }

        /** @return the client; it loads and opens nothing before its first request */
        public Http build() {
            return new Http(this);
        }
    }
}
