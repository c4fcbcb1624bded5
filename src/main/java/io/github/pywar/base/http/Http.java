package io.github.pywar.base.http;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way to all servers: reads URLs with GET, again where the server or the connection fails, through proxies, with
 * credentials by place and with the certificates of the JDK and of one more bundle. Safe for several threads.
 */
public final class Http implements AutoCloseable {

    private final Builder settings;
    private volatile Exchange exchange;

    private Http(Builder settings) {
        this.settings = settings;
    }

    /** @return settings that ask directly, without credentials, three times again */
    public static Builder builder() {
        return new Builder();
    }

    /** @return whether nothing may be asked for */
    public boolean isOffline() {
        return settings.offline;
    }

    /**
     * Reads a URL.
     *
     * @param handler what to do with a response that is no failure
     * @throws UnauthorizedException at 401, 403 and 407
     * @throws UserException when offline
     * @throws HttpFailure when there is no such response, after all retries
     */
    public <T> T get(HttpRequest request, HttpResponse.Handler<T> handler) throws IOException {
        return get(() -> request, handler);
    }

    /** Like {@link #get(HttpRequest, HttpResponse.Handler)}, with another request at each try. */
    <T> T get(Supplier<HttpRequest> requests, HttpResponse.Handler<T> handler) throws IOException {
        if (settings.offline) {
            throw new OfflineException(requests.get().uri());
        }
        return exchange().get(requests, handler);
    }

    /** @return what went over the wire so far */
    public Traffic traffic() {
        Exchange known = exchange;
        return known == null ? new Traffic(0, 0) : known.traffic();
    }

    /**
     * What was asked for and received.
     *
     * @param requests made, each try counted, redirects not
     * @param bytes of bodies, once decompressed
     */
    public record Traffic(long requests, long bytes) {}

    private Exchange exchange() {
        Exchange known = exchange;
        if (known == null) {
            synchronized (this) {
                known = exchange == null ? exchange = new Exchange(settings) : exchange;
            }
        }
        return known;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        Exchange known = exchange;
        if (known != null) {
            known.close();
        }
    }

    /** How requests are made; not safe for several threads. */
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
        String userAgent;

        private Builder() {}

        /** @param offline whether every request is refused before it is made */
        public Builder offline(boolean offline) {
            this.offline = offline;
            return this;
        }

        /** @param connections how many requests may be under way at the same time */
        public Builder connections(int connections) {
            this.connections = connections;
            return this;
        }

        /** @param timeout how long a connection may be silent */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** @param retries how often, and after how long, a failure is asked again */
        public Builder retries(Retries retries) {
            this.retries = retries;
            return this;
        }

        /** @param credentials what is sent where */
        public Builder credentials(Credentials credentials) {
            this.credentials = credentials;
            return this;
        }

        /** @param proxies which requests go through a proxy */
        public Builder proxies(HttpProxy.Rules proxies) {
            this.proxies = proxies;
            return this;
        }

        /** @param bundle certificates in PEM form, trusted beside those of the JDK; read when the JDK's do not do */
        public Builder certificates(Path bundle) {
            this.certificates = Optional.of(bundle);
            return this;
        }

        /** @param pem a certificate chain and its unencrypted private key in PKCS #8, shown to servers that ask */
        public Builder clientCertificate(Path pem) {
            this.clientCertificate = Optional.of(pem);
            return this;
        }

        /** @param host a host whose certificate is not checked at all */
        public Builder trustHost(TrustedHost host) {
            trustedHosts.add(host);
            return this;
        }

        /** @param clock what tells how long a response takes */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** @param userAgent the value of the header {@code User-Agent}; by default that of the HTTP library */
        public Builder userAgent(String userAgent) {
            this.userAgent = userAgent;
            return this;
        }

        /** @return the way to the servers; nothing is loaded or opened before its first request */
        public Http build() {
            return new Http(this);
        }
    }
}
