package io.github.pywar.app.dependency;

import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.requirementsfile.RequirementsOptions.OptionValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Warnings about option lines of a requirements file that have no effect.
 *
 * @param options of the file
 */
record IneffectiveOptions(RequirementsOptions options) {

    /** A file that travels with the sources must not turn off certificate checks on every machine. */
    private static final String NO_TRUST = " is ignored: certificates are always checked. If your network has its own"
            + " certificates, set their bundle: `PIP_CERT`, `SSL_CERT_FILE`, or `cert` in pip's configuration";

    void warn(Progress progress) {
        for (OptionValue host : options.trustedHosts()) {
            if (!usesPlainHttp(host.value())) {
                progress.warning("`--trusted-host " + host.value() + "` (" + host.location() + ")" + NO_TRUST);
            }
        }
        for (OptionValue idle : options.ineffective()) {
            progress.warning("`" + idle.value() + "` (" + idle.location() + ") has no effect: " + why(idle.value()));
        }
    }

    private static String why(String option) {
        return switch (option) {
            case "--config-settings" -> "declare the settings of builds in the POM: <buildSettings>";
            case "--use-feature" -> "it configures pip itself";
            default -> "it follows a requirement, where pip ignores it too; write it on its own line";
        };
    }

    /** Plain http has no certificate that could be checked, so trusting the host is the only option there. */
    private boolean usesPlainHttp(String host) {
        List<OptionValue> urls = Stream.of(
                        options.indexUrl().stream(), options.extraIndexUrls().stream(), options.findLinks().stream())
                .flatMap(all -> all)
                .toList();
        TrustedHost trusted = TrustedHost.parse(host);
        return urls.stream()
                .flatMap(url -> UrlText.parse(url.value()).stream())
                .map(Credentials::withoutUserInfo)
                .anyMatch(url -> "http".equalsIgnoreCase(url.getScheme()) && trusted.covers(url));
    }
}
