package io.github.pywar.app.dependency;

import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.requirementsfile.RequirementsOptions.OptionValue;
import java.util.List;
import java.util.stream.Stream;

/** Tells which option lines of a requirements file change nothing: nobody should believe that they do. */
record IneffectiveOptions(RequirementsOptions options) {

    /** A file that travels with the sources must not make every machine believe a forged certificate. */
    private static final String NO_TRUST =
            " is not followed: certificates are checked all the same. Where a network has"
                    + " certificates of its own, name their bundle: `PIP_CERT`, `SSL_CERT_FILE`, or `cert` in pip's"
                    + " configuration";

    void tell(Progress progress) {
        for (OptionValue host : options.trustedHosts()) {
            if (!isPlain(host.value())) {
                progress.warning("`--trusted-host " + host.value() + "` (" + host.location() + ")" + NO_TRUST);
            }
        }
        for (OptionValue idle : options.ineffective()) {
            progress.warning("`" + idle.value() + "` (" + idle.location() + ") changes nothing: " + why(idle.value()));
        }
    }

    private static String why(String option) {
        return switch (option) {
            case "--config-settings" -> "wheels are taken as they are, and nothing is built";
            case "--use-feature" -> "it is about how pip itself works";
            default -> "it stands behind a requirement, where pip does not read it either; give it a line of its own";
        };
    }

    /** Over plain http there is no certificate: to trust the host is all that can be done. */
    private boolean isPlain(String host) {
        List<OptionValue> places = Stream.of(
                        options.indexUrl().stream(), options.extraIndexUrls().stream(), options.findLinks().stream())
                .flatMap(all -> all)
                .toList();
        TrustedHost trusted = TrustedHost.parse(host);
        return places.stream()
                .flatMap(place -> UrlText.parse(place.value()).stream())
                .map(Credentials::withoutUserInfo)
                .anyMatch(url -> "http".equalsIgnoreCase(url.getScheme()) && trusted.covers(url));
    }
}
