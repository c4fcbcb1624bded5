package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.testing.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePageTest {

    private static final URI PAGE = URI.create("https://index.example.org/simple/demo/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd.whl",
                "..\\\\evil-1.0-py3-none-any.whl",
                "/etc/evil-1.0-py3-none-any.whl",
                "C:evil-1.0-py3-none-any.whl",
                ".hidden-1.0-py3-none-any.whl",
                "evil\\u0000-1.0-py3-none-any.whl",
                "evil\\n-1.0-py3-none-any.whl",
                "",
                "evil.exe"
            })
    void skipsFileNamesWithAPath(String name) throws IOException {
        String page = "{\"files\": [{\"filename\": \"%s\", \"url\": \"x/a-1.0-py3-none-any.whl\", \"hashes\": {}}]}";
        assertThat(json(page.formatted(name))).isEmpty();
    }

    @Test
    void decodesANameExactlyOnce() throws IOException {
        assertThat(html("<a href='x/demo-1.0%2Bcpu-py3-none-any.whl'>a</a>"))
                .extracting(DistributionFile::fileName)
                .containsExactly("demo-1.0+cpu-py3-none-any.whl");
        assertThat(html("<a href='x/..%2F..%2Fevil-1.0-py3-none-any.whl'>a</a>"))
                .isEmpty();
        assertThat(html("<a href='x/%252e%252e%252fevil-1.0-py3-none-any.whl'>a</a>"))
                .extracting(DistributionFile::fileName)
                .containsExactly("%2e%2e%2fevil-1.0-py3-none-any.whl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/demo-1.0-py3-none-any.whl",
                "ftp://index.example.org/demo-1.0-py3-none-any.whl",
                "javascript:alert('demo-1.0-py3-none-any.whl')",
                "data:x,demo-1.0-py3-none-any.whl",
                "http:///demo-1.0-py3-none-any.whl",
                "https://[bad/demo-1.0-py3-none-any.whl"
            })
    void skipsLinksThatLeadToNoServer(String link) throws IOException {
        assertThat(html("<a href=\"" + link + "\">a</a>")).isEmpty();
        assertThat(json("{\"files\": [{\"filename\": \"demo-1.0-py3-none-any.whl\", \"url\": \"" + link
                        + "\", \"hashes\": {}}]}"))
                .isEmpty();
    }

    @Test
    void resolvesUnusualBasesBelowTheServersRoot() throws IOException {
        assertThat(urls("<base href='../../../../a/'><base href='https://evil.example.org/'>"
                        + "<a href='demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://index.example.org/a/demo-1.0-py3-none-any.whl");
        assertThat(urls("<base href='file:///etc/'><a href='demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://index.example.org/simple/demo/demo-1.0-py3-none-any.whl");
        assertThat(urls("<base href='//cdn.example.org/x/y'><a href='demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://cdn.example.org/x/demo-1.0-py3-none-any.whl");
        assertThat(urls("<base><a href='../../../../../demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://index.example.org/demo-1.0-py3-none-any.whl");
    }

    @Test
    void removesCredentialsFromLinks() throws IOException {
        assertThat(urls("<a href='https://ann:hunter2@files.example.org/demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://files.example.org/demo-1.0-py3-none-any.whl");
    }

    @Test
    void findsTheMetadataFileNextToAFileWithAQuery() throws IOException {
        List<DistributionFile> files =
                html("<a data-core-metadata='true'" + " href='x/demo-1.0-py3-none-any.whl?sig=a%2Bb#sha256=00'>a</a>");

        assertThat(files.get(0).metadataUrl())
                .hasToString("https://index.example.org/simple/demo/x/demo-1.0-py3-none-any.whl.metadata?sig=a%2Bb");
    }

    @Test
    void ignoresAnInvalidSize() throws IOException {
        List<DistributionFile> files = json("""
                {"files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "x/demo-1.0-py3-none-any.whl",
                 "size": 1000000000000000000000000000000, "hashes": {}}]}
                """);

        assertThat(files).hasSize(1);
        assertThat(files.get(0).size()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "{\"inside\": \"%s\"}", "[\"%s\"]"})
    void skipsValuesOfUnknownKeysOfAnyLength(String value) throws IOException {
        String page =
                "{\"files\": [{\"later\": %s, \"filename\": \"demo-1.0-py3-none-any.whl\", \"url\": \"x\", \"hashes\": {}}]}";
        assertThat(json(page.formatted(value.formatted("x".repeat(20_000_001)))))
                .hasSize(1);
    }

    @Test
    void readsTheOldKeyIfTheNewOneHasNoValue() throws IOException {
        List<DistributionFile> files = json("""
                {"files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "x/demo-1.0-py3-none-any.whl",
                 "core-metadata": null, "dist-info-metadata": {"sha256": "ab"}, "hashes": {}}]}
                """);

        assertThat(files.get(0).coreMetadata()).contains(Map.of("sha256", "ab"));
    }

    /** Otherwise a file could be accepted that the page declares as another one. */
    @Test
    void ignoresAnInvalidHash() throws IOException {
        assertThat(hashes("#sha256=xyz!")).containsExactly(Map.entry("sha256", "xyz!"));
        assertThat(hashes("#sha256=")).containsExactly(Map.entry("sha256", ""));
        assertThat(hashes("#egg=demo&sha512=ab&sha256=cd"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("sha512", "ab", "sha256", "cd"));
        assertThat(hashes("#SHA256=ab")).isEmpty();
    }

    private static Map<String, String> hashes(String fragment) throws IOException {
        return html("<a href='x/demo-1.0-py3-none-any.whl" + fragment + "'>a</a>")
                .get(0)
                .hashes();
    }

    @Test
    void encodesInvalidCharactersOfAQuery() throws IOException {
        assertThat(html("<a href='x/demo-1.0.zip?a=b|c%zz{d}\u2028%41&amp;e=[f]'>a</a>")
                        .get(0)
                        .url())
                .hasToString(
                        "https://index.example.org/simple/demo/x/demo-1.0.zip?a=b%7Cc%25zz%7Bd%7D%E2%80%A8%41&e=[f]");
    }

    @Test
    void joinsALinkOfTwoLines() throws IOException {
        assertThat(html("<a href='x/demo-1.0-\n\tpy3-none-any.whl'>a</a>")
                        .get(0)
                        .url())
                .hasToString("https://index.example.org/simple/demo/x/demo-1.0-py3-none-any.whl");
    }

    @Test
    void ignoresValuesOfTheWrongType() throws IOException {
        List<DistributionFile> files = json("""
                {"meta": {"api-version": "1.1"}, "name": ["x"], "versions": "all", "_own": {"a": [{}]},
                 "files": [
                  {"filename": "demo-1.0-py3-none-any.whl", "url": "demo-1.0-py3-none-any.whl", "hashes": ["x"],
                   "requires-python": 3, "size": "many", "upload-time": "yesterday", "yanked": 1,
                   "core-metadata": "yes", "gpg-sig": null},
                  {"filename": 7, "url": "x"}, {"filename": "demo-1.1-py3-none-any.whl", "url": {}}, {}]}
                """);

        assertThat(files).hasSize(1);
        DistributionFile file = files.get(0);
        assertThat(file.hashes()).isEmpty();
        assertThat(file.requiresPython()).isEmpty();
        assertThat(file.size()).isEmpty();
        assertThat(file.uploadTime()).isEmpty();
        assertThat(file.isYanked()).isFalse();
        assertThat(file.coreMetadata()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"files\"",
                "{\"files\": [[]]}",
                "{\"files\": null}",
                "{\"meta\": [], \"files\": []}",
                "{\"files\": [",
                "<html>",
                "{\"meta\": {\"api-version\": \"9\"}}"
            })
    void refusesAPageOfTheWrongStructure(String page) {
        Throwable error = catchThrowable(() -> json(page));

        assertThat(error).isInstanceOf(io.github.pywar.base.error.UserException.class);
        assertThat(error.getMessage()).contains("`" + PAGE + "`").hasSizeLessThan(500);
    }

    @Test
    void refusesDeepNesting() {
        Throwable error = catchThrowable(() -> json("{\"x\": " + "[".repeat(100_000) + "}"));

        assertThat(error).isInstanceOf(io.github.pywar.base.error.UserException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>x</p>", "<a>"})
    void refusesAPageWithTooManyTags(String tag) {
        Throwable error = catchThrowable(() -> html(tag.repeat(1_100_000)));

        assertThat(error)
                .isInstanceOf(io.github.pywar.base.error.UserException.class)
                .hasMessageContaining("it has more than 1000000 tags");
    }

    @Test
    void shortensALongReason() throws IOException {
        List<DistributionFile> files =
                html("<a href='demo-1.0-py3-none-any.whl' data-yanked='" + "x".repeat(100_000) + "'>a</a>");

        assertThat(files.get(0).yanked().orElseThrow()).hasSize(1000);
    }

    @Test
    void readsInvalidHtml() throws IOException {
        assertThat(urls("<<a <a href='demo-1.0-py3-none-any.whl'><p></a></b><a href='demo-2.0-py3-none-any.whl'>x"))
                .contains("https://index.example.org/simple/demo/demo-2.0-py3-none-any.whl");
    }

    private static List<String> urls(String body) throws IOException {
        return html(body).stream().map(file -> file.url().toString()).toList();
    }

    private static List<DistributionFile> html(String body) throws IOException {
        return read("<html><body>" + body, "text/html");
    }

    private static List<DistributionFile> json(String body) throws IOException {
        return read(body, "application/vnd.pypi.simple.v1+json");
    }

    private static List<DistributionFile> read(String body, String type) throws IOException {
        HttpResponse response = new HttpResponse(
                PAGE,
                200,
                Map.of("Content-Type", type),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return PageContent.of(response).files("test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//@h:/", "//@h:", "//a:b@h:/", "//a@:/", "//@/", "//:@:/", "http:@h:/"})
    void readsABaseWithAnInvalidAuthority(String base) throws IOException {
        assertThat(html("<base href='" + base + "'><a href='demo-1.0-py3-none-any.whl'>a</a>" + "<a href='" + base
                        + "/demo-2.0-py3-none-any.whl'>a</a>"))
                .allSatisfy(file -> assertThat(file.url().getRawUserInfo()).isNull());
    }

    @Test
    void resolvesALinkWithTooManyParentFolders() throws IOException {
        assertThat(urls("<a href='" + "../".repeat(100_000) + "demo-1.0-py3-none-any.whl'>a</a>"))
                .containsExactly("https://index.example.org/demo-1.0-py3-none-any.whl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a href='", "text ", "<!-- "})
    void refusesATagWithoutEnd(String begin) {
        Throwable fault = catchThrowable(() -> html(begin + "x".repeat((1 << 20) + 1)));

        assertThat(fault).isInstanceOf(UserException.class);
        Golden.assertMatches("index/long-tag.txt", fault.getMessage());
    }
}
