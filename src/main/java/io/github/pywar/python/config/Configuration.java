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
 * @param indexes in search order: additional ones before the main one; empty if none is configured
 * @param findLinks folders, files and pages of distributions
 * @param noIndex origin of the option that forbids all indexes, if it is set
 * @param credentials of the URLs and of netrc
 * @param forAnyHost netrc's default entry, if it has one
 * @param proxies of pip's option and of the environment
 * @param certificates the bundle to trust in addition to the JDK's
 * @param clientCertificate for servers that request one
 * @param trustedHosts hosts whose certificates are not checked, each with the option's origin
 * @param timeout longest time without data on a connection
 * @param ignoredOptions options for the choice of versions and files, each with its origin; they are ignored, because a
 *     build must not depend on the machine
 */
public record Configuration(
        List<IndexDeclaration> indexes,
        List<FindLink> findLinks,
        Optional<String> noIndex,
        Credentials credentials,
        Optional<Credential> forAnyHost,
        HttpProxy.Rules proxies,
        Optional<Path> certificates,
        Optional<Path> clientCertificate,
        Map<TrustedHost, String> trustedHosts,
        Optional<Duration> timeout,
        List<String> ignoredOptions) {

    /**
     * Source of find-links.
     *
     * @param url {@code file}, {@code http} or {@code https}, without user and password
     * @param origin the option's file or variable
     */
    public record FindLink(URI url, String origin) {

        @Override
        public boolean equals(Object other) {
            return other instanceof FindLink that && url.equals(that.url) && origin.equals(that.origin);
        }

        /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
        @Override
        public int hashCode() {
            return url.hashCode() * 31 + origin.hashCode();
        }
    }

    /**
     * Reads all configuration. If neither pip nor uv names a main index, and no option forbids indexes, pip is run
     * to print its default index.
     *
     * @param machine with the files and variables
     * @param cache the folder for pip's default index
     * @throws UserException if a file cannot be parsed, with file and line
     */
    public static Configuration read(BuildMachine machine, Path cache) throws IOException {
        return new ConfigurationReader(machine, cache).read();
    }

    /**
     * Reads everything except pip's default index, for a caller that has an index already: no Python is run, and an
     * invalid index URL is no error.
     *
     * @param machine with the files and variables
     */
    public static Configuration readFiles(BuildMachine machine) throws IOException {
        return new ConfigurationReader(machine, null).read();
    }

    /**
     * Returns the credentials for all configured hosts. Netrc's default entry is limited to them: a link on a page can
     * lead to any host, which must not get it.
     *
     * @param named the URLs of indexes and find-links that are declared elsewhere
     * @return the credentials, with netrc's default entry for the hosts of these URLs and of this configuration
     */
    public Credentials credentials(Collection<URI> named) {
        Credentials all = credentials;
        if (forAnyHost.isPresent()) {
            List<URI> urls = new ArrayList<>(named);
            indexes.forEach(index -> urls.add(index.url()));
            findLinks.forEach(link -> urls.add(link.url()));
            for (URI url : urls) {
                all = url.getHost() == null
                        ? all
                        : all.withHost(url.getHost(), Netrc.found(url.getHost(), forAnyHost.get()));
            }
        }
        return all;
    }

    /** @return the builder with these settings; settings that are made on it later replace them */
    public Http.Builder applyTo(Http.Builder http) {
        http.credentials(credentials(List.of())).proxies(proxies);
        if (certificates.isPresent()) {
            http.certificates(certificates.get());
        }
        if (clientCertificate.isPresent()) {
            http.clientCertificate(clientCertificate.get());
        }
        for (TrustedHost host : trustedHosts.keySet()) {
            http.trustHost(host);
        }
        if (timeout.isPresent()) {
            http.timeout(timeout.get());
        }
        return http;
    }
}
