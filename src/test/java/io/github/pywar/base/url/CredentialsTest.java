package io.github.pywar.base.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.testing.ConformanceBlock;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    private static final Credential ANN = new Credential("ann", "secret");
    private static final Credential BOB = new Credential("bob", "word");

    @Test
    void prefersTheLongestPrefixThenTheOrigin() {
        Credentials known = Credentials.NONE
                .with(URI.create("https://a.example.org/simple/"), ANN)
                .with(URI.create("https://a.example.org/simple/private"), BOB);

        assertThat(find(known, "https://a.example.org/simple/x/")).hasValue(ANN);
        assertThat(find(known, "https://a.example.org/simple/private/x")).hasValue(BOB);
        assertThat(find(known, "https://a.example.org/simple/privateer")).hasValue(ANN);
        assertThat(find(known, "https://a.example.org/files/x.whl")).hasValue(ANN);
    }

    @Test
    void findsNothingForAnotherHostPortOrScheme() {
        Credentials known = Credentials.NONE.with(URI.create("https://a.example.org/simple/"), ANN);

        assertThat(find(known, "https://a.example.org:443/simple/")).hasValue(ANN);
        assertThat(find(known, "https://a.example.org:8443/simple/")).isEmpty();
        assertThat(find(known, "http://a.example.org/simple/")).isEmpty();
        assertThat(find(known, "https://b.a.example.org/simple/")).isEmpty();
        assertThat(find(known, "https://a.example.org.evil.example.com/simple/"))
                .isEmpty();
    }

    @Test
    void findsTheCredentialOfAHostWithoutAPrefix() {
        Credentials known = Credentials.NONE
                .withHost("a.example.org", new Credentials.Found(BOB, Optional.empty()))
                .with(URI.create("https://a.example.org/simple/"), ANN);

        assertThat(find(known, "https://a.example.org/simple/")).hasValue(ANN);
        assertThat(find(known, "https://A.example.org:8443/")).hasValue(BOB);
    }

    @Test
    void redactsPasswordsInAllTexts() {
        assertThat(ANN.toString()).isEqualTo("****");
        assertThat(Credentials.NONE
                        .with(URI.create("https://a:b@x.example.org"), ANN)
                        .toString())
                .isEqualTo("1 credentials");
        assertThat(Credentials.redact("at https://u:p%40s@h.example.org/x, then http://tok@h.example.org and a@b"))
                .isEqualTo("at https://u:****@h.example.org/x, then http://****@h.example.org and a@b");
        assertThat(Credentials.redact("https://user:p@ss@h.example.org/"))
                .isEqualTo("https://user:****@h.example.org/");
        assertThat(Credentials.redact("https://user:p#s?s@h.example.org/"))
                .isEqualTo("https://user:****@h.example.org/");
        assertThat(Credentials.redact("at https://user:p?s#s@h.example.org/a?b=c@d or https://h.example.org?b=c@d"))
                .isEqualTo("at https://**** or https://****");
        assertThat(Credentials.redact("https://h.example.org/a?b=c@d")).isEqualTo("https://h.example.org/a?****");
    }

    @TestFactory
    Stream<DynamicTest> redactsLikePip() {
        List<String> others = List.of("build_netloc", "parse_netloc");
        return ConformanceBlock.of("pip_url_utils")
                .only(c -> !function(c).matches("path_to_url|url_to_path")) // see FileUrlTest
                .excluding("Java's URI does this: " + others, c -> others.contains(function(c)))
                .check(CredentialsTest::hold);
    }

    private static void hold(JsonNode c) {
        String text = c.at("/in/args/0").asText();
        JsonNode result = c.get("result");
        switch (function(c)) {
            case "redact_auth_from_url" -> assertThat(Credentials.redact(text)).isEqualTo(result.asText());
            case "redact_netloc" ->
                assertThat(Credentials.redact("x://" + text)).isEqualTo("x://" + result.asText());
            case "remove_auth_from_url" -> assertThat(bare(text)).isEqualTo(result.asText());
            case "split_auth_from_netloc" ->
                split("x://" + text, "x://" + result.get(0).asText(), result.get(1));
            case "split_auth_netloc_from_url" -> split(text, result.get(0).asText(), result.get(2));
            default -> throw new AssertionError("no such function: " + function(c));
        }
    }

    private static void split(String url, String bare, JsonNode auth) {
        assertThat(bare(url)).isEqualTo(bare);
        Optional<Credential> credential = url.equals("x://") ? Optional.empty() : Credential.of(URI.create(url));
        assertThat(credential.map(Credential::user).orElse(null))
                .isEqualTo(auth.get(0).isNull() ? null : auth.get(0).asText());
        assertThat(credential
                        .map(Credential::password)
                        .filter(text -> !text.isEmpty())
                        .orElse(null))
                .isEqualTo(
                        auth.get(1).isNull() || auth.get(1).asText().isEmpty()
                                ? null
                                : auth.get(1).asText());
    }

    private static String bare(String url) {
        return url.equals("x://")
                ? url
                : Credentials.withoutUserInfo(URI.create(url)).toString();
    }

    private static String function(JsonNode c) {
        return c.at("/in/func").asText();
    }

    private static Optional<Credential> find(Credentials known, String url) {
        return known.find(URI.create(url));
    }

    @Test
    void keepsTheLengthOfHiddenText() {
        assertThat(Credentials.redact("https://*******@index.example.org/"))
                .isEqualTo("https://*******@index.example.org/");
    }

    @Test
    void removesACredentialWithoutAHost() {
        assertThat(Credentials.withoutUserInfo(URI.create("file://@"))).isEqualTo(URI.create("file:///"));
        assertThat(Credentials.withoutUserInfo(URI.create("https://u:p@?a=b"))).isEqualTo(URI.create("https:///?a=b"));
    }

    @Test
    void redactsQueries() {
        assertThat(Credentials.redact("https://ann:p#s@h.example.org/?token=a#x"))
                .isEqualTo("https://ann:****@h.example.org/?****#x");
        assertThat(Credentials.redact("`https://files.example.org/a.whl?X-Signature=abc&x=1#sha256=12`, what?"))
                .isEqualTo("`https://files.example.org/a.whl?****#sha256=12`, what?");
        assertThat(Credentials.bare(URI.create("https://ann:word@files.example.org/a%20b.whl?sig=1#sha256=12")))
                .isEqualTo(URI.create("https://files.example.org/a%20b.whl"));
        assertThat(Credentials.bare(URI.create("https://files.example.org/a.whl#sha256=1?2")))
                .isEqualTo(URI.create("https://files.example.org/a.whl"));
    }

    /** A resolved URL has the same authority in another form. */
    @ParameterizedTest
    @CsvSource({
        "//@h:/, https://h:/",
        "//a:b@h:/x?y=1, https://h:/x?y=1",
        "//@h:81, https://h:81",
        "//a@@h/, https://h/",
        "/x, https://u.example.org/x"
    })
    void removesTheUserFromResolvedUrls(String link, String expected) {
        URI url = URI.create("https://ann:pw@u.example.org/simple/x/").resolve(link);

        assertThat(Credentials.withoutUserInfo(url).toString()).isEqualTo(expected);
    }
}
