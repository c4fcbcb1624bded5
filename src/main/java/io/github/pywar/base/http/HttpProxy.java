package io.github.pywar.base.http;

import io.github.pywar.base.url.Credential;
import java.net.URI;
import java.util.Optional;

/**
 * A proxy to send requests through.
 *
 * @param host its name
 * @param port its port
 * @param credential what it asks for, if anything
 */
public record HttpProxy(String host, int port, Optional<Credential> credential) {

    /** @return host and port, for messages */
    String place() {
        return host + ":" + port;
    }

    /** Which proxy a request goes through. */
    @FunctionalInterface
    public interface Rules {

        /** No proxy for anything. */
        Rules DIRECT = uri -> Optional.empty();

        /** @return the proxy for that URL; empty: none */
        Optional<HttpProxy> find(URI uri);
    }
}
