package io.github.pywar.app.task;

import io.github.pywar.base.http.Credentials;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.Retries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How servers are reached.
 *
 * @param credentials what is sent where
 * @param proxies which requests go through a proxy
 * @param certificates a bundle beside the JDK's own
 * @param trustedHosts hosts whose certificates are not checked
 * @param traffic how much of it
 */
public record Network(
        Credentials credentials,
        HttpProxy.Rules proxies,
        Optional<Path> certificates,
        Set<String> trustedHosts,
        Traffic traffic) {

    /**
     * How many requests, and whether any.
     *
     * @param offline none at all
     * @param connections at the same time
     * @param retries of one that failed
     */
    public record Traffic(boolean offline, int connections, int retries) {}

    /** @return the way, with more credentials, which count after those that are there; closed by the caller */
    Http open(Credentials more) {
        Http.Builder http = Http.builder()
                .offline(traffic.offline())
                .connections(traffic.connections())
                .retries(Retries.of(traffic.retries()))
                .credentials(credentials.and(more))
                .proxies(proxies);
        certificates.ifPresent(http::certificates);
        trustedHosts.forEach(http::trustHost);
        return http.build();
    }
}
