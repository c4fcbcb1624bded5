package io.github.pywar.python.config;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configuration of package indexes, credentials, proxies and certificates in pip's and uv's files and variables, in netrc
 * and in the usual environment variables. Declarations of the project take precedence; they are not read here.
 *
 * @param indexes in the order in which they are asked: additional ones before the main one; empty where none is named
 * @param findLinks folders, files and pages of distributions
 * @param noIndex who says that no index is to be asked, if somebody does
 * @param credentials of the URLs and of netrc
 * @param forAnyHost what netrc has for all hosts that it does not name, if anything
 * @param proxies of pip's option and of the environment
 * @param certificates the bundle to trust beside the JDK's
 * @param clientCertificate to show to servers that ask
 * @param trustedHosts whose certificates are not checked, each with who says so
 * @param timeout how long a connection may be silent
 * @param wishes what it says of the choice of versions and files, each with who says so: no build takes that from a
 *     machine
 */
public record Configuration(
        List<IndexDeclaration> indexes,
        List<Place> findLinks,
        Optional<String> noIndex,
        Credentials credentials,
        Optional<Credential> forAnyHost,
        HttpProxy.Rules proxies,
        Optional<Path> certificates,
        Optional<Path> clientCertificate,
        Map<TrustedHost, String> trustedHosts,
        Optional<Duration> timeout,
        List<String> wishes) {

    /**
     * A place of find-links.
     *
     * @param url {@code file}, {@code http} or {@code https}, without user and password
     * @param saidBy where it was named
     */
    public record Place(URI url, String saidBy) {}

    /**
     * Reads everything. Where neither pip nor uv names a main index, and asking is not forbidden, the machine's pip is
     * asked for its default.
     *
     * @param machine whose files and variables count
     * @param cache the folder in which pip's answer is kept
     * @throws UserException where a file cannot be understood, with file and line
     */
    public static Configuration read(BuildMachine machine, Path cache) throws IOException {
        return new ConfigurationReader(machine, cache).read();
    }

    /**
     * Reads everything except pip's own default, for those who have an index already: no Python is run, and an index
     * whose URL is none is nobody's concern.
     *
     * @param machine whose files and variables count
     */
    public static Configuration readFiles(BuildMachine machine) throws IOException {
        return new ConfigurationReader(machine, null).read();
    }

    /**
     * @param named the URLs of indexes and find-links that others than this configuration name
     * @return the credentials, with those for any host on the hosts of these and of this configuration's own places: to
     *     a host that only a link leads to, nobody has sent them
     */
    public Credentials credentials(Collection<URI> named) {
        Credentials all = credentials;
        if (forAnyHost.isPresent()) {
            List<URI> places = new ArrayList<>(named);
            indexes.forEach(index -> places.add(index.url()));
            findLinks.forEach(place -> places.add(place.url()));
            for (URI place : places) {
                all = place.getHost() == null
                        ? all
                        : all.withHost(place.getHost(), Netrc.found(place.getHost(), forAnyHost.get()));
            }
        }
        return all;
    }

    /** @return the builder with all that concerns connections set; what is set on it afterwards wins */
    public Http.Builder applyTo(Http.Builder http) {
        http.credentials(credentials(List.of())).proxies(proxies);
        certificates.ifPresent(http::certificates);
        clientCertificate.ifPresent(http::clientCertificate);
        trustedHosts.keySet().forEach(http::trustHost);
        timeout.ifPresent(http::timeout);
        return http;
    }
}
