package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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

    /** Returns a client for uploads. */
    Http http(MavenProject project) throws IOException {
        return new ConfiguredHttp(services, session, project, "<publishServer>")
                .of(uri(), server)
                .timeout(SILENCE)
                .build();
    }
}
