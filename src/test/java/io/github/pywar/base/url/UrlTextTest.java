package io.github.pywar.base.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://index.example.org/simple/",
                "http://ann:s%2Fcret@nexus:8081/simple",
                "https://ann:a,b;c@my-host.example.org/",
                "file:///srv/index/"
            })
    void readsUrlsOfServersAndFiles(String text) {
        assertThat(UrlText.parse(" " + text + " ")).contains(URI.create(text));
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.example.org/, true",
        "HTTP:simple, true",
        "File:///srv, true",
        "httpx://index.example.org/, false",
        "files:, false",
        "http, false",
        "./http:, false"
    })
    void findsSchemesInAnyCase(String text, boolean hasScheme) {
        assertThat(UrlText.hasScheme(text)).isEqualTo(hasScheme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.example.org/simple",
                "https://",
                "https:///simple",
                "https://ann:s/cret@index.example.org/simple",
                "https://ann:s cret@index.example.org/simple",
                "https://ann:100%@index.example.org/simple",
                "https://[::1/simple",
                "ftp://index.example.org/",
                "file:simple"
            })
    void refusesOtherTexts(String text) {
        assertThat(UrlText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ann:s/cret@index.example.org/simple, https://****@index.example.org/simple",
        "https://ann:a@b/c@index.example.org/, https://****@index.example.org/",
        "ann:s/cret@index.example.org, ann:****@index.example.org",
        "ann@index.example.org, ****@index.example.org",
        "https://[::1/simple, https://[::1/simple"
    })
    void hidesTheTextBeforeTheLastAt(String text, String shown) {
        assertThat(UrlText.shown(text)).isEqualTo(shown);
    }

    @Test
    void redactsUserInfoThatLooksLikeAHost() {
        assertThat(Credentials.redact("`https://ann:12/cret@index.example.org/simple/` and"
                        + " `https://to/ken@index.example.org/simple/`"))
                .isEqualTo("`https://****@index.example.org/simple/` and `https://****@index.example.org/simple/`");
        assertThat(Credentials.redact("https://ann:s3/cret@index.example.org/simple/"))
                .isEqualTo("https://****@index.example.org/simple/");
        String feed = "https://index.example.org/feed@view/simple/ http://127.0.0.1:80/a@b http://localhost:80/a@b";
        assertThat(Credentials.redact(feed)).isEqualTo(feed);
    }
}
