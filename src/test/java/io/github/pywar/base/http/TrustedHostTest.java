package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedHostTest {

    @ParameterizedTest
    @CsvSource({
        "files.example.org, https://files.example.org/a, true",
        "files.example.org, http://FILES.example.org:8080/a, true",
        "files.example.org, https://other.files.example.org/a, false",
        "files.example.org:8443, https://files.example.org:8443/a, true",
        "files.example.org:8443, https://files.example.org/a, false",
        "files.example.org:443, https://files.example.org/a, true",
        "files.example.org:443, http://files.example.org/a, false",
        "https://files.example.org:8443/simple, https://files.example.org:8443/a, true",
        "::1, https://[::1]:8443/a, true",
        "[::1]:8443, https://[::1]:8443/a, true",
        "[::1]:8443, https://[::1]/a, false",
    })
    void coversOnlyItsPort(String declared, URI url, boolean isCovered) {
        assertThat(TrustedHost.parse(declared).covers(url)).isEqualTo(isCovered);
    }

    @ParameterizedTest
    @CsvSource({"A.example.org, a.example.org", "b:8443, b:8443", "::1, [::1]", "[::1]:1, [::1]:1"})
    void writesTheTextThatItReads(String declared, String text) {
        assertThat(TrustedHost.parse(declared)).hasToString(text);
        assertThat(TrustedHost.parse(text)).isEqualTo(TrustedHost.parse(declared));
    }
}
