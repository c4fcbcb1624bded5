package io.github.pywar.base.http;

import io.github.pywar.base.url.Credential;
import java.net.URI;
import java.util.Optional;

/**
 * HTTP proxy.
 *
 * @param host its name
 * @param port its port
 * @param credential sent to the proxy, if any
 */
public record HttpProxy(String host, int port, Optional<Credential> credential) {

    /** @return host and port, for messages */
    String address() {
        return host + ":" + port;
    }

    /** Rules that select the proxy of a request. */
    @FunctionalInterface
    public interface Rules {

        /** No proxy for anything. */
        Rules DIRECT = uri -> Optional.empty();

        /** @return the proxy for that URL; empty for a direct connection */
        Optional<HttpProxy> find(URI uri);
    }
}
