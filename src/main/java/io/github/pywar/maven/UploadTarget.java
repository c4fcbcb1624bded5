package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.Configuration;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Repository for uploads: its URL, and the credential and the proxy of settings.xml.
 *
 * @param url as configured
 * @param server id of the {@code <server>}
 */
record UploadTarget(Optional<String> url, Optional<String> server, MavenServices services, MavenSession session) {

    private static final String FROM = "<publishUrl>";
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** @throws UserException if no URL is configured, or it is invalid or contains a password */
    URI uri() {
        String text = url.orElseThrow(() -> UserException.of("No repository for the wheel is configured")
                .hint("set <publishUrl>, or -Dpywar.publishUrl=https://nexus.example.org/repository/pypi/"));
        URI uri = ConfiguredUrl.parse(text, FROM).ofIndex("the repository", server.orElse("python-packages"));
        if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            throw UserException.of("`" + text + "` is not a URL for uploads\n    from: " + FROM)
                    .hint("use `https`");
        }
        return uri;
    }

    /** Returns a client for uploads, with the certificates that pip trusts on this machine. */
    Http http(MavenProject project) throws IOException {
        URI uri = uri();
        MavenNetwork network = new MavenNetwork(services.repositories(), session);
        Configuration configuration =
                Configuration.readFiles(BuildMachine.here(project.getBasedir().toPath()));
        Http.Builder http = configuration.applyTo(Http.builder());
        Optional<HttpProxy.Rules> proxies = network.proxies();
        proxies.ifPresent(http::proxies);
        Credentials known = configuration.credentials(List.of(uri));
        return http.userAgent("pywar-maven-plugin")
                .offline(session.getRepositorySession().isOffline())
                .timeout(SILENCE)
                .credentials(credential(network, uri)
                        .map(one -> Credentials.NONE.with(uri, one).and(known))
                        .orElse(known))
                .build();
    }

    /** @throws UserException if settings.xml has no such server, or it has no password */
    private Optional<Credential> credential(MavenNetwork network, URI uri) {
        if (server.isEmpty()) {
            return Optional.empty();
        }
        String id = server.get();
        Optional<Credential> found = network.credential(IndexDeclaration.of(id, uri, "<publishServer>"));
        if (found.isEmpty()) {
            throw UserException.of("There is no server `" + id
                            + "` with a password in settings.xml\n    from: <publishServer>")
                    .hint("add it: <server><id>" + id
                            + "</id><username>...</username><password>...</password></server>");
        }
        return found;
    }
}
