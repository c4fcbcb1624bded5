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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        Optional<ConfiguredValue> ofPip = pip.get("no-index");
        Optional<ConfiguredValue> noIndex = ofPip.isPresent() && ofPip.get().isTrue() ? ofPip : uv.noIndex();
        if (noIndex.isEmpty()) {
            readIndexes();
        }
        List<Configuration.FindLink> findLinks = findLinks();
        for (Map.Entry<String, Credential> host : netrc.machines().entrySet()) {
            credentials = credentials.withHost(host.getKey(), Netrc.found(host.getKey(), host.getValue()));
        }
        return new Configuration(
                List.copyOf(indexes),
                findLinks,
                noIndex.isPresent() ? Optional.of(noIndex.get().origin()) : Optional.empty(),
                credentials,
                netrc.standard(),
                new EnvironmentProxies(machine, pip.get("proxy")),
                path("cert", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"),
                path("client-cert", "SSL_CLIENT_CERT"),
                trustedHosts(),
                timeout(),
                ignoredOptions());
    }

    /** Loops instead of streams and lambdas: each build runs this once, and each of them costs Java a class. */
    private List<String> ignoredOptions() {
        List<ConfiguredValue> all = new ArrayList<>(pip.ignoredOptions());
        all.addAll(uv.ignoredOptions());
        List<String> texts = new ArrayList<>();
        for (ConfiguredValue option : all) {
            texts.add("`" + option.text() + "`" + (option.origin().isEmpty() ? "" : " (" + option.origin() + ")"));
        }
        return List.copyOf(texts);
    }

    private Optional<Path> path(String option, String... variables) {
        Optional<ConfiguredValue> ofPip = pip.get(option);
        Optional<ConfiguredValue> value = ofPip.isPresent() ? ofPip : machine.firstOf(variables);
        return value.isPresent() ? Optional.of(machine.path(value.get().text())) : Optional.empty();
    }

    private void readIndexes() throws IOException {
        for (ConfiguredValue url : separated("extra-index-url")) {
            add("", url, List.of());
        }
        UvSettings.Index ofUv = null;
        for (UvSettings.Index index : uv.indexes()) {
            if (index.isDefault()) {
                ofUv = index;
            } else {
                add(index.name(), index.url(), index.names());
            }
        }
        Optional<ConfiguredValue> ofPip = pip.get("index-url", "pypi-url");
        if (ofPip.isPresent()) {
            add(MAIN, ofPip.get(), List.of());
        } else if (ofUv != null) {
            add(ofUv.name().isEmpty() ? MAIN : ofUv.name(), ofUv.url(), ofUv.names());
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
        addCredential(index.url(), Credential.of(url));
        addCredential(index.url(), uvCredential(name));
        for (IndexDeclaration known : indexes) {
            if (known.url().equals(index.url())) {
                return;
            }
        }
        indexes.add(index);
    }

    private void addCredential(URI url, Optional<Credential> own) {
        credentials = own.isPresent() ? credentials.with(url, own.get()) : credentials;
    }

    private List<ConfiguredValue> separated(String option) {
        Optional<ConfiguredValue> value = pip.get(option);
        return value.isPresent() ? value.get().separated() : List.of();
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
        if (!UrlText.hasScheme(text)) {
            return folder(value);
        }
        Optional<URI> url = UrlText.parse(text);
        if (url.isEmpty()) {
            throw invalidUrl(value);
        }
        return url.get();
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
        Set<Configuration.FindLink> all = new LinkedHashSet<>();
        for (ConfiguredValue value : separated("find-links")) {
            all.add(findLink(value));
        }
        for (ConfiguredValue value : uv.findLinks()) {
            all.add(findLink(value));
        }
        return List.copyOf(all);
    }

    private Configuration.FindLink findLink(ConfiguredValue value) {
        URI url = url(value);
        addCredential(url, Credential.of(url));
        return new Configuration.FindLink(Credentials.withoutUserInfo(url), value.origin());
    }

    private Map<TrustedHost, String> trustedHosts() {
        List<ConfiguredValue> all = new ArrayList<>(separated("trusted-host"));
        all.addAll(uv.trustedHosts());
        Map<TrustedHost, String> hosts = new LinkedHashMap<>();
        for (ConfiguredValue value : all) {
            hosts.putIfAbsent(TrustedHost.parse(value.text()), value.origin());
        }
        return Collections.unmodifiableMap(hosts);
    }

    private Optional<Duration> timeout() {
        Optional<ConfiguredValue> value = pip.get("timeout", "default-timeout");
        String seconds = value.isPresent() ? value.get().text().strip() : "";
        return seconds.matches("[0-9]{1,6}(\\.[0-9]+)?")
                ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000)))
                : Optional.empty();
    }
}
