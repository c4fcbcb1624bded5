package io.github.pywar.python.config;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that variables name, in small or capital letters: {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY}, and {@code NO_PROXY} with hosts, domains and ranges of addresses to reach directly; pip's own {@code proxy} option
 * stands before them for every URL. Loopback addresses are never reached through a proxy of the environment.
 */
final class EnvironmentProxies implements HttpProxy.Rules {

    private final BuildMachine machine;
    private final Optional<ConfiguredValue> own;
    private final List<String> direct;

    EnvironmentProxies(BuildMachine machine, Optional<ConfiguredValue> own) {
        this.machine = machine;
        this.own = own;
        this.direct = machine.firstOf("no_proxy", "NO_PROXY").stream()
                .flatMap(said -> Stream.of(said.text().split("[,\\s]+")))
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Override
    public Optional<HttpProxy> find(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (own.isEmpty() && isDirect(host, uri.getPort())) {
            return Optional.empty();
        }
        return own.or(() -> machine.firstOf(scheme + "_proxy", scheme.toUpperCase(Locale.ROOT) + "_PROXY"))
                .or(() -> machine.firstOf("all_proxy", "ALL_PROXY"))
                .map(EnvironmentProxies::proxy);
    }

    private boolean isDirect(String host, int port) {
        if (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.")) {
            return true;
        }
        return direct.stream()
                .anyMatch(rule -> isNamed(rule, host)
                        || isNamed(rule, host + ":" + port)
                        || AddressRange.parse(rule)
                                .filter(range -> range.contains(host))
                                .isPresent());
    }

    private static boolean isNamed(String rule, String host) {
        String domain = rule.replaceFirst("^\\*?\\.", "");
        return rule.equals("*") || host.equals(domain) || host.endsWith("." + domain);
    }

    private static HttpProxy proxy(ConfiguredValue said) {
        String text = said.text().strip();
        URI uri = url(said, (text.contains("://") ? text : "http://" + text).replace(" ", "%20"));
        URI bare = Credentials.withoutUserInfo(uri);
        if (bare.getHost() == null || !bare.getScheme().equals("http")) {
            throw UserException.of("Cannot use the proxy `" + Credentials.redact(text) + "`, named by " + said.by()
                            + ": only proxies that are reached by http are known")
                    .hint("say http://HOST:PORT; https goes through such a proxy as well");
        }
        int port = bare.getPort() < 0 ? 80 : bare.getPort();
        return new HttpProxy(bare.getHost(), port, Credential.of(uri));
    }

    /** Nothing of a text that cannot be taken apart is shown: any piece of it may be of the password. */
    private static URI url(ConfiguredValue said, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawAuthority() != null
                    && (uri.getHost() != null || uri.getRawAuthority().contains("@"))) {
                Credentials.withoutUserInfo(uri);
                return uri;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // told below, in one way
        }
        throw UserException.of("Cannot use the proxy that " + said.by() + " names: it is no URL")
                .hint("say http://USER:PASSWORD@HOST:PORT, with `%23` for `#`, `%25` for `%`, `%2F` for `/` and `%40`"
                        + " for `@` in the password");
    }
}
