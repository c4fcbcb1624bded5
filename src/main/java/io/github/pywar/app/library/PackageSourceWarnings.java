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
import java.util.Set;

/** What a person should know of the way to packages before anything is fetched. */
record PackageSourceWarnings(SourcePrecedence places) {

    void tell(Progress progress) {
        tellWishes(progress);
        tellMissing(progress);
        if (!places.supply().traffic().offline()) {
            tellMerging(progress);
            tellTrust(progress);
            tellPlain(progress);
        }
    }

    /** The machine says where packages come from; what is built must not depend on it. */
    private void tellWishes(Progress progress) {
        List<String> wishes = places.configuration().ignoredOptions();
        if (!wishes.isEmpty()) {
            progress.warning("Not taken from the configuration of pip and uv: " + String.join(", ", wishes)
                    + ". The POM and the requirements files decide what is packaged, on every machine alike");
        }
    }

    /** A place that the project names and that is not there is mostly a slip; of the machine's own nobody is told. */
    private void tellMissing(Progress progress) {
        List<URI> said = new ArrayList<>(places.supply().places().findLinks());
        said.addAll(places.file().findLinks());
        said.stream()
                .filter(url -> "file".equals(url.getScheme()) && Files.notExists(FileUrl.path(url)))
                .forEach(
                        url -> progress.warning(
                                "There is nothing at `" + FileUrl.path(url)
                                        + "`, where wheels are sought: <findLinks>, or `--find-links` of a requirements file, names it"));
    }

    /** A name that a team has only on its own index may be taken by anybody on a public one. */
    private void tellMerging(Progress progress) {
        if (places.supply().places().merging() && places.indexes().size() > 1) {
            progress.warning("The indexes "
                    + String.join(
                            ", ",
                            places.indexes().stream()
                                    .map(index -> "`" + index.id() + "`")
                                    .toList())
                    + " are put together, as <mergeIndexes> says: whoever can upload to one of them can offer a newer"
                    + " version of any project. Name your own projects in the <packages> of the <index> that has them");
        }
    }

    private void tellTrust(Progress progress) {
        places.configuration()
                .trustedHosts()
                .forEach((host, by) -> progress.warning("The certificate of `" + host + "` is not checked: " + by
                        + " says so. Where a network has certificates of its own, name their bundle instead: `PIP_CERT`,"
                        + " `SSL_CERT_FILE`, or `cert` in pip's configuration"));
    }

    private void tellPlain(Progress progress) {
        List<URI> urls = new ArrayList<>(
                places.indexes().stream().map(IndexDeclaration::url).toList());
        urls.addAll(places.findLinks());
        Set<TrustedHost> trusted = trusted();
        for (URI each : urls) {
            URI url = Credentials.withoutUserInfo(each);
            if ("http".equals(url.getScheme())
                    && !isLoopback(host(url))
                    && trusted.stream().noneMatch(host -> host.covers(url))) {
                progress.warning("`" + url + "` is reached over plain http: whoever stands"
                        + " in between can change what is packaged. Use https, or say that this network can be trusted:"
                        + " `--trusted-host " + host(url) + "` in the requirements file");
            }
        }
    }

    private Set<TrustedHost> trusted() {
        Set<TrustedHost> hosts =
                new HashSet<>(places.configuration().trustedHosts().keySet());
        places.file().options().stream()
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
