package io.github.pywar.python.config;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reader that merges the configuration of pip, uv, netrc and the environment. */
final class ConfigurationReader {

    /** Name of a main index that has no other name. */
    private static final String MAIN = "pypi";

    private final BuildMachine machine;
    private final Path cache;
    private final PipSettings pip;
    private final UvSettings uv;
    private final Netrc netrc;
    private final List<IndexDeclaration> indexes = new ArrayList<>();
    private Credentials credentials = Credentials.NONE;

    ConfigurationReader(BuildMachine machine, Path cache) throws IOException {
        this.machine = machine;
        this.cache = cache;
        this.pip = PipSettings.of(machine);
        this.uv = UvSettings.of(machine);
        this.netrc = Netrc.of(machine);
    }

    Configuration read() throws IOException {
        Optional<ConfiguredValue> noIndex =
                pip.get("no-index").filter(ConfiguredValue::isTrue).or(uv::noIndex);
        if (noIndex.isEmpty()) {
            readIndexes();
        }
        List<Configuration.FindLink> findLinks = findLinks();
        netrc.machines()
                .forEach((host, credential) -> credentials = credentials.withHost(host, Netrc.found(host, credential)));
        return new Configuration(
                List.copyOf(indexes),
                findLinks,
                noIndex.map(ConfiguredValue::origin),
                credentials,
                netrc.standard(),
                new EnvironmentProxies(machine, pip.get("proxy")),
                pip.get("cert")
                        .or(() -> machine.firstOf("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"))
                        .map(value -> machine.path(value.text())),
                pip.get("client-cert")
                        .or(() -> machine.firstOf("SSL_CLIENT_CERT"))
                        .map(value -> machine.path(value.text())),
                trustedHosts(),
                pip.get("timeout", "default-timeout").flatMap(ConfigurationReader::seconds),
                Stream.concat(pip.ignoredOptions().stream(), uv.ignoredOptions().stream())
                        .map(option -> "`" + option.text() + "`"
                                + (option.origin().isEmpty() ? "" : " (" + option.origin() + ")"))
                        .toList());
    }

    private void readIndexes() throws IOException {
        pip.get("extra-index-url")
                .ifPresent(value ->
                        value.items().forEach(url -> add("", new ConfiguredValue(url, value.origin()), List.of())));
        uv.indexes().stream()
                .filter(index -> !index.isDefault())
                .forEach(index -> add(index.name(), index.url(), index.names()));
        Optional<ConfiguredValue> ofPip = pip.get("index-url", "pypi-url");
        Optional<UvSettings.Index> ofUv =
                uv.indexes().stream().filter(UvSettings.Index::isDefault).findFirst();
        if (ofPip.isPresent()) {
            add(MAIN, ofPip.get(), List.of());
        } else if (ofUv.isPresent()) {
            add(
                    ofUv.get().name().isEmpty() ? MAIN : ofUv.get().name(),
                    ofUv.get().url(),
                    ofUv.get().names());
        } else if (cache != null) {
            new PipDefault(machine, cache.resolve("default-index"))
                    .find()
                    .ifPresent(value -> add(MAIN, value, List.of()));
        }
    }

    private void add(String name, ConfiguredValue value, List<String> names) {
        try {
            add(name, url(value), value, names);
        } catch (UserException invalidUrl) {
            if (cache != null) { // otherwise the caller reads only credentials, and uses none of these indexes
                throw invalidUrl;
            }
        }
    }

    private void add(String name, URI url, ConfiguredValue value, List<String> names) {
        IndexDeclaration index = IndexDeclaration.of(name.isEmpty() ? id(url) : name, url, value.origin())
                .scope(names);
        Credential.of(url).ifPresent(own -> credentials = credentials.with(index.url(), own));
        uvCredential(name).ifPresent(own -> credentials = credentials.with(index.url(), own));
        if (indexes.stream().noneMatch(known -> known.url().equals(index.url()))) {
            indexes.add(index);
        }
    }

    /** Names an additional index of pip, which has no name, by its host; a second one of that host gets a number. */
    private String id(URI url) {
        String host = String.valueOf(url.getHost());
        long same = indexes.stream()
                .filter(known -> known.id().equals(host) || known.id().startsWith(host + "-"))
                .count();
        return same == 0 ? host : host + "-" + (same + 1);
    }

    private Optional<Credential> uvCredential(String name) {
        String variable = "UV_INDEX_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        Optional<String> user = machine.variable(variable + "_USERNAME");
        Optional<String> password = machine.variable(variable + "_PASSWORD");
        return name.isEmpty() || user.isEmpty() && password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credential(user.orElse(""), password.orElse("")));
    }

    private URI url(ConfiguredValue value) {
        String text = value.text().strip();
        if (!text.matches("(?i)(https?|file):.*")) {
            return folder(value);
        }
        return UrlText.parse(text).orElseThrow(() -> invalidUrl(value));
    }

    private URI folder(ConfiguredValue value) {
        try {
            return machine.path(value.text().strip()).toUri();
        } catch (InvalidPathException e) {
            throw invalidUrl(value);
        }
    }

    private static UserException invalidUrl(ConfiguredValue value) {
        return UserException.of("Not a URL: `" + UrlText.shown(value.text()) + "`, set by " + value.origin())
                .hint("in a password, write `%23` for `#`, `%25` for `%`, `%2F` for `/` and `%40` for `@`");
    }

    private List<Configuration.FindLink> findLinks() {
        Stream<ConfiguredValue> ofPip = pip.get("find-links").stream()
                .flatMap(value -> value.items().stream().map(item -> new ConfiguredValue(item, value.origin())));
        return Stream.concat(ofPip, uv.findLinks().stream())
                .map(this::findLink)
                .distinct()
                .toList();
    }

    private Configuration.FindLink findLink(ConfiguredValue value) {
        URI url = url(value);
        Credential.of(url).ifPresent(own -> credentials = credentials.with(url, own));
        return new Configuration.FindLink(Credentials.withoutUserInfo(url), value.origin());
    }

    private Map<TrustedHost, String> trustedHosts() {
        Stream<ConfiguredValue> ofPip = pip.get("trusted-host").stream()
                .flatMap(value -> value.items().stream().map(item -> new ConfiguredValue(item, value.origin())));
        Map<TrustedHost, String> hosts = new LinkedHashMap<>();
        Stream.concat(ofPip, uv.trustedHosts().stream())
                .forEach(value -> hosts.putIfAbsent(TrustedHost.parse(value.text()), value.origin()));
        return Collections.unmodifiableMap(hosts);
    }

    private static Optional<Duration> seconds(ConfiguredValue value) {
        return value.text().strip().matches("[0-9]{1,6}(\\.[0-9]+)?")
                ? Optional.of(Duration.ofMillis(
                        (long) (Double.parseDouble(value.text().strip()) * 1000)))
                : Optional.empty();
    }
}
