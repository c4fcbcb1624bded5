package io.github.pywar.app.library;

import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Warnings about the configuration of package sources, before anything is downloaded.
 *
 * @param effective the sources that this build uses
 */
record PackageSourceWarnings(SourcePrecedence effective) {

    void warn(Progress progress) {
        warnOfIgnoredOptions(progress);
        warnOfMissingFolders(progress);
        if (!effective.sources().traffic().offline()) {
            warnOfMerging(progress);
            warnOfTrustedHosts(progress);
            warnOfPlainHttp(progress);
        }
    }

    /** The machine may configure where packages come from. What is packaged must not depend on the machine. */
    private void warnOfIgnoredOptions(Progress progress) {
        List<String> ignored = effective.configuration().ignoredOptions();
        if (!ignored.isEmpty()) {
            progress.warning("Ignored in the configuration of pip and uv: " + String.join(", ", ignored)
                    + ". The POM and the requirements files decide what is packaged, so all machines build the same");
        }
    }

    /** A missing folder that the project configures is probably a typo. Folders of the machine are not reported. */
    private void warnOfMissingFolders(Progress progress) {
        List<URI> links = new ArrayList<>(effective.sources().options().findLinks());
        links.addAll(effective.file().findLinks());
        for (URI url : links) {
            if ("file".equals(url.getScheme()) && Files.notExists(FileUrl.path(url))) {
                progress.warning("The source of wheels `" + FileUrl.path(url)
                        + "` does not exist; it is set in <findLinks>, or in `--find-links` of a requirements file");
            }
        }
    }

    /** A package that only a private index has may be registered by anyone on a public one (dependency confusion). */
    private void warnOfMerging(Progress progress) {
        if (effective.sources().options().merging() && effective.indexes().size() > 1) {
            progress.warning("The indexes "
                    + String.join(
                            ", ",
                            effective.indexes().stream()
                                    .map(index -> "`" + index.id() + "`")
                                    .toList())
                    + " are merged (<mergeIndexes>): anyone who can upload to one of them can publish a newer version"
                    + " of any package. Name your own packages in the <packages> of their <index>");
        }
    }

    private void warnOfTrustedHosts(Progress progress) {
        for (Map.Entry<TrustedHost, String> trusted :
                effective.configuration().trustedHosts().entrySet()) {
            progress.warning("The certificate of `" + trusted.getKey() + "` is not checked: " + trusted.getValue()
                    + " turns the check off. If your network has its own certificates, set their bundle instead:"
                    + " `PIP_CERT`, `SSL_CERT_FILE`, or `cert` in pip's configuration");
        }
    }

    private void warnOfPlainHttp(Progress progress) {
        List<URI> urls = new ArrayList<>();
        for (IndexDeclaration index : effective.indexes()) {
            urls.add(index.url());
        }
        urls.addAll(effective.findLinks());
        for (URI each : urls) {
            URI url = Credentials.withoutUserInfo(each);
            if ("http".equals(url.getScheme())
                    && !isLoopback(host(url))
                    && trusted().stream().noneMatch(host -> host.covers(url))) {
                progress.warning(
                        "`" + url + "` uses plain http: anyone on the network path can change what is packaged."
                                + " Use https, or declare that you trust this network: `--trusted-host " + host(url)
                                + "` in the requirements file");
            }
        }
    }

    private Set<TrustedHost> trusted() {
        Set<TrustedHost> hosts =
                new HashSet<>(effective.configuration().trustedHosts().keySet());
        effective.file().options().stream()
                .flatMap(options -> options.trustedHosts().stream())
                .forEach(given -> hosts.add(TrustedHost.parse(given.value())));
        return hosts;
    }

    private static String host(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
