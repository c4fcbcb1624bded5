package io.github.pywar.maven;

import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Settings of servers from settings.xml: the decrypted credentials of a {@code <server>}, and the {@code <proxy>} of a host
 * with {@code nonProxyHosts} applied. Maven's resolver returns both as for a deployment repository, because it applies
 * no mirror to one.
 */
final class MavenNetwork implements ServerSettings {

    private static final String ANY_ID = "pywar-file-host";

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final Settings settings;
    private final Map<String, Optional<HttpProxy>> proxies = new ConcurrentHashMap<>();

    MavenNetwork(RepositorySystem system, MavenSession session) {
        this.system = system;
        this.session = session.getRepositorySession();
        this.settings = session.getSettings();
    }

    @Override
    public IndexDeclaration redirected(IndexDeclaration index) {
        return new IndexMirrors(settings.getMirrors()).redirected(index);
    }

    @Override
    public Optional<IndexDeclaration> usual() {
        return new IndexMirrors(settings.getMirrors()).of(Index.DEFAULT_ID);
    }

    @Override
    public Optional<Credential> credential(IndexDeclaration index) {
        RemoteRepository repository = configured(index.id(), index.url());
        try (AuthenticationContext context = AuthenticationContext.forRepository(session, repository)) {
            return credential(context, "<server> `" + index.id() + "`");
        }
    }

    @Override
    public Optional<HttpProxy.Rules> proxies() {
        for (org.apache.maven.settings.Proxy one : settings.getProxies()) {
            if (one.isActive()) {
                return Optional.of(this::find);
            }
        }
        return Optional.empty();
    }

    private Optional<HttpProxy> find(URI url) {
        return proxies.computeIfAbsent(
                url.getScheme() + "://" + url.getAuthority(), origin -> proxy(URI.create(origin)));
    }

    private Optional<HttpProxy> proxy(URI origin) {
        RemoteRepository repository = configured(ANY_ID, origin);
        Proxy proxy = repository.getProxy();
        if (proxy == null) {
            return Optional.empty();
        }
        try (AuthenticationContext context = AuthenticationContext.forProxy(session, repository)) {
            return Optional.of(new HttpProxy(
                    proxy.getHost(), proxy.getPort(), credential(context, "<proxy> `" + proxy.getHost() + "`")));
        }
    }

    private RemoteRepository configured(String id, URI url) {
        RemoteRepository bare = new RemoteRepository.Builder(id, "default", url.toString()).build();
        return system.newDeploymentRepository(session, bare);
    }

    /** A token may have no user name. */
    private static Optional<Credential> credential(AuthenticationContext context, String owner) {
        if (context == null) {
            return Optional.empty();
        }
        String user =
                Optional.ofNullable(context.get(AuthenticationContext.USERNAME)).orElse("");
        String password =
                Optional.ofNullable(context.get(AuthenticationContext.PASSWORD)).orElse("");
        EncryptedPassword.refuse(password, "password of the " + owner);
        return user.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(new Credential(user, password));
    }
}
