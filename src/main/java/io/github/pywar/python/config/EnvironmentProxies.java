package io.github.pywar.python.config;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proxies of environment variables, in lower or upper case: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY},
 * and {@code NO_PROXY} with hosts, domains and address ranges that are reached directly. Pip's option {@code proxy} takes
 * precedence for every URL. Loopback addresses are never reached through a proxy of the environment.
 */
final class EnvironmentProxies implements HttpProxy.Rules {

    private final BuildMachine machine;
    private final Optional<ConfiguredValue> ofPip;
    private final List<String> direct;

    EnvironmentProxies(BuildMachine machine, Optional<ConfiguredValue> ofPip) {
        this.machine = machine;
        this.ofPip = ofPip;
        this.direct = direct(machine.firstOf("no_proxy", "NO_PROXY"));
    }

    private static List<String> direct(Optional<ConfiguredValue> declared) {
        List<String> rules = new ArrayList<>();
        for (String rule : declared.isPresent() ? declared.get().text().split("[,\\s]+") : new String[0]) {
            if (!rule.isBlank()) {
                rules.add(rule.strip().toLowerCase(Locale.ROOT));
            }
        }
        return rules;
    }

    @Override
    public Optional<HttpProxy> find(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (ofPip.isEmpty() && isDirect(host, uri.getPort())) {
            return Optional.empty();
        }
        Optional<ConfiguredValue> declared = declared(scheme);
        return declared.isPresent() ? Optional.of(proxy(declared.get())) : Optional.empty();
    }

    private Optional<ConfiguredValue> declared(String scheme) {
        if (ofPip.isPresent()) {
            return ofPip;
        }
        Optional<ConfiguredValue> ofScheme =
                machine.firstOf(scheme + "_proxy", scheme.toUpperCase(Locale.ROOT) + "_PROXY");
        return ofScheme.isPresent() ? ofScheme : machine.firstOf("all_proxy", "ALL_PROXY");
    }

    private boolean isDirect(String host, int port) {
        if (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.")) {
            return true;
        }
        for (String rule : direct) {
            if (matches(rule, host) || matches(rule, host + ":" + port) || isInRange(rule, host)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInRange(String rule, String host) {
        Optional<AddressRange> range = AddressRange.parse(rule);
        return range.isPresent() && range.get().contains(host);
    }

    private static boolean matches(String rule, String host) {
        String domain = rule.replaceFirst("^\\*?\\.", "");
        return rule.equals("*") || host.equals(domain) || host.endsWith("." + domain);
    }

    private static HttpProxy proxy(ConfiguredValue value) {
        String text = value.text().strip();
        URI uri = url(value, (text.contains("://") ? text : "http://" + text).replace(" ", "%20"));
        URI bare = Credentials.withoutUserInfo(uri);
        if (bare.getHost() == null || !bare.getScheme().equals("http")) {
            throw UserException.of("Cannot use the proxy `" + Credentials.redact(text) + "`, set by " + value.origin()
                            + ": only HTTP proxies are supported")
                    .hint("write http://HOST:PORT; such a proxy is used for https URLs as well");
        }
        int port = bare.getPort() < 0 ? 80 : bare.getPort();
        return new HttpProxy(bare.getHost(), port, Credential.of(uri));
    }

    /** Parses the URL. A message never has an invalid text: any part of it may belong to the password. */
    private static URI url(ConfiguredValue value, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawAuthority() != null
                    && (uri.getHost() != null || uri.getRawAuthority().contains("@"))) {
                Credentials.withoutUserInfo(uri);
                return uri;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // reported below
        }
        throw UserException.of("Cannot use the proxy of " + value.origin() + ": it is not a URL")
                .hint("write http://USER:PASSWORD@HOST:PORT, with `%23` for `#`, `%25` for `%`, `%2F` for `/` and `%40`"
                        + " for `@` in the password");
    }
}
