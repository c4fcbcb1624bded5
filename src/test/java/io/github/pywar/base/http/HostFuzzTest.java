package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.url.UrlText;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class HostFuzzTest {

    /** A host, and a URL in the second line. */
    @FuzzTarget
    void readsTrustedHosts(FuzzInput input) throws Exception {
        input.read(() -> {
            TrustedHost host = TrustedHost.parse(input.line(0));
            TrustedHost again = TrustedHost.parse(host.toString());
            UrlText.parse(input.line(1))
                    .ifPresent(url -> assertThat(again.covers(url)).isEqualTo(host.covers(url)));
        });
    }
}
