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
 * What Maven's settings say of a server: the credentials of the {@code <server>} with its id, decrypted, and the {@code
 * <proxy>} of its host with {@code nonProxyHosts} applied. Maven's resolver answers both as for a repository to deploy
 * to, because no mirror gets in its way then.
 */
final class MavenNetwork implements ServerSettings {

    private static final String NOBODY = "pywar-file-host";

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
        RemoteRepository repository = known(index.id(), index.url());
        try (AuthenticationContext context = AuthenticationContext.forRepository(session, repository)) {
            return credential(context, "<server> `" + index.id() + "`");
        }
    }

    @Override
    public Optional<HttpProxy.Rules> proxies() {
        boolean said = settings.getProxies().stream().anyMatch(org.apache.maven.settings.Proxy::isActive);
        return said ? Optional.of(this::find) : Optional.empty();
    }

    private Optional<HttpProxy> find(URI url) {
        return proxies.computeIfAbsent(url.getScheme() + "://" + url.getAuthority(), place -> ask(URI.create(place)));
    }

    private Optional<HttpProxy> ask(URI place) {
        RemoteRepository repository = known(NOBODY, place);
        Proxy proxy = repository.getProxy();
        if (proxy == null) {
            return Optional.empty();
        }
        try (AuthenticationContext context = AuthenticationContext.forProxy(session, repository)) {
            return Optional.of(new HttpProxy(
                    proxy.getHost(), proxy.getPort(), credential(context, "<proxy> `" + proxy.getHost() + "`")));
        }
    }

    private RemoteRepository known(String id, URI url) {
        RemoteRepository bare = new RemoteRepository.Builder(id, "default", url.toString()).build();
        return system.newDeploymentRepository(session, bare);
    }

    /** A token may stand without a user name. */
    private static Optional<Credential> credential(AuthenticationContext context, String whose) {
        if (context == null) {
            return Optional.empty();
        }
        String user =
                Optional.ofNullable(context.get(AuthenticationContext.USERNAME)).orElse("");
        String password =
                Optional.ofNullable(context.get(AuthenticationContext.PASSWORD)).orElse("");
        EncryptedPassword.refuse(password, "password of the " + whose);
        return user.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(new Credential(user, password));
    }
}
