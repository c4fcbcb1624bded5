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

/** Puts pip's, uv's and the environment's words together. */
final class ConfigurationReader {

    /** The name of an index that nobody named otherwise. */
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
        List<Configuration.Place> places = places();
        netrc.machines()
                .forEach((host, credential) -> credentials = credentials.withHost(host, Netrc.found(host, credential)));
        return new Configuration(
                List.copyOf(indexes),
                places,
                noIndex.map(ConfiguredValue::by),
                credentials,
                netrc.standard(),
                new EnvironmentProxies(machine, pip.get("proxy")),
                pip.get("cert")
                        .or(() -> machine.firstOf("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"))
                        .map(said -> machine.path(said.text())),
                pip.get("client-cert")
                        .or(() -> machine.firstOf("SSL_CLIENT_CERT"))
                        .map(said -> machine.path(said.text())),
                trustedHosts(),
                pip.get("timeout", "default-timeout").flatMap(ConfigurationReader::seconds),
                Stream.concat(pip.wishes().stream(), uv.wishes().stream())
                        .map(wish -> "`" + wish.text() + "`" + (wish.by().isEmpty() ? "" : " (" + wish.by() + ")"))
                        .toList());
    }

    private void readIndexes() throws IOException {
        pip.get("extra-index-url")
                .ifPresent(said ->
                        said.words().forEach(url -> add("", new ConfiguredValue(url, said.by()), List.of())));
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
                    .ifPresent(said -> add(MAIN, said, List.of()));
        }
    }

    private void add(String name, ConfiguredValue said, List<String> names) {
        try {
            add(name, url(said), said, names);
        } catch (UserException noUrl) {
            if (cache != null) { // else nobody asks these indexes: they may only have a credential
                throw noUrl;
            }
        }
    }

    private void add(String name, URI url, ConfiguredValue said, List<String> names) {
        IndexDeclaration index = IndexDeclaration.of(name.isEmpty() ? id(url) : name, url, said.by())
                .scope(names);
        Credential.of(url).ifPresent(own -> credentials = credentials.with(index.url(), own));
        uvCredential(name).ifPresent(own -> credentials = credentials.with(index.url(), own));
        if (indexes.stream().noneMatch(known -> known.url().equals(index.url()))) {
            indexes.add(index);
        }
    }

    /** Additional indexes have no names in pip: their host, with a number where it is not the only one. */
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

    private URI url(ConfiguredValue said) {
        String text = said.text().strip();
        if (!text.matches("(?i)(https?|file):.*")) {
            return folder(said);
        }
        return UrlText.parse(text).orElseThrow(() -> noUrl(said));
    }

    private URI folder(ConfiguredValue said) {
        try {
            return machine.path(said.text().strip()).toUri();
        } catch (InvalidPathException e) {
            throw noUrl(said);
        }
    }

    private static UserException noUrl(ConfiguredValue said) {
        return UserException.of("Not a URL: `" + UrlText.shown(said.text()) + "`, named by " + said.by())
                .hint("in a password, say `%23` for `#`, `%25` for `%`, `%2F` for `/` and `%40` for `@`");
    }

    private List<Configuration.Place> places() {
        Stream<ConfiguredValue> ofPip = pip.get("find-links").stream()
                .flatMap(said -> said.words().stream().map(word -> new ConfiguredValue(word, said.by())));
        return Stream.concat(ofPip, uv.findLinks().stream())
                .map(this::place)
                .distinct()
                .toList();
    }

    private Configuration.Place place(ConfiguredValue said) {
        URI url = url(said);
        Credential.of(url).ifPresent(own -> credentials = credentials.with(url, own));
        return new Configuration.Place(Credentials.withoutUserInfo(url), said.by());
    }

    private Map<TrustedHost, String> trustedHosts() {
        Stream<ConfiguredValue> ofPip = pip.get("trusted-host").stream()
                .flatMap(said -> said.words().stream().map(word -> new ConfiguredValue(word, said.by())));
        Map<TrustedHost, String> hosts = new LinkedHashMap<>();
        Stream.concat(ofPip, uv.trustedHosts().stream())
                .forEach(said -> hosts.putIfAbsent(TrustedHost.parse(said.text()), said.by()));
        return Collections.unmodifiableMap(hosts);
    }

    private static Optional<Duration> seconds(ConfiguredValue said) {
        return said.text().strip().matches("[0-9]{1,6}(\\.[0-9]+)?")
                ? Optional.of(
                        Duration.ofMillis((long) (Double.parseDouble(said.text().strip()) * 1000)))
                : Optional.empty();
    }
}
