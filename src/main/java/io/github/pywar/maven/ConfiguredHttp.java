package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.Configuration;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * HTTP clients for a configured URL: with the credential and the proxy of settings.xml, and the certificates that pip trusts
 * on this machine.
 *
 * @param from parameter that names the {@code <server>}, for messages
 */
record ConfiguredHttp(MavenServices services, MavenSession session, MavenProject project, String from) {

    /**
     * Returns the settings of a client.
     *
     * @param server id of the {@code <server>} of settings.xml
     * @throws UserException if settings.xml has no such server, or it has no password
     */
    Http.Builder of(URI uri, Optional<String> server) throws IOException {
        MavenNetwork network = new MavenNetwork(services.repositories(), session);
        Configuration configuration =
                Configuration.readFiles(BuildMachine.here(project.getBasedir().toPath()));
        Http.Builder http = configuration.applyTo(Http.builder());
        network.proxies().ifPresent(http::proxies);
        Credentials known = configuration.credentials(List.of(uri));
        return http.userAgent("pywar-maven-plugin")
                .offline(session.getRepositorySession().isOffline())
                .credentials(server.map(id -> credential(network, id, uri))
                        .map(one -> Credentials.NONE.with(uri, one).and(known))
                        .orElse(known));
    }

    private Credential credential(MavenNetwork network, String id, URI uri) {
        return network.credential(IndexDeclaration.of(id, uri, from))
                .orElseThrow(() -> UserException.of(
                                "There is no server `" + id + "` with a password in settings.xml\n    from: " + from)
                        .hint("add it: <server><id>" + id
                                + "</id><username>...</username><password>...</password></server>"));
    }
}
