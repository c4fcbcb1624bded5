package io.github.pywar.base.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class UrlFuzzTest {

    /** A password between {@code //} and {@code @} is never shown. */
    @FuzzTarget
    void hidesPasswords(FuzzInput input) throws Exception {
        input.read(() -> {
            String text = input.text();
            String redacted = Credentials.redact(text);
            assertThat(Credentials.redact(redacted)).isEqualTo(redacted);
            UrlText.shown(text);
            UrlHashes.of(text).strong();
            UrlParameters.ofFragment(text).get("egg");
            UrlText.parse(text).ifPresent(url -> {
                Credential.of(url).ifPresent(Credential::authorization);
                assertThat(Credentials.withoutUserInfo(url).getRawUserInfo()).isNull();
                assertThat(Credentials.bare(url).getRawFragment()).isNull();
            });
        });
    }
}
