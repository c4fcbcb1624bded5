package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that refuse a request or send an invalid page. */
class RefusedPagesTest extends SimpleIndexFixture {

    @Test
    void reportsAnIndexThatIsDownAfterAllTries() {
        server.failing(100);
        Throwable error = catchThrowable(() -> index().project(DEMO));

        assertThat(error).isInstanceOf(HttpFailure.class);
        golden("down.txt", error);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void reportsAnIndexThatRequiresAPassword() {
        server.guardedBy("ann", "secret");
        Throwable error = catchThrowable(() -> index().project(DEMO));

        assertThat(error).isInstanceOf(UserException.class);
        golden("unauthorized.txt", error);
    }

    @Test
    void reportsAnIndexThatForbids() {
        server.guardedBy("ann", "secret").refusingWith(403);
        Credentials wrong = Credentials.NONE.with(server.url(), new Credential("ann", "hunter2"));
        try (Http guarded = http().credentials(wrong).build()) {
            SimpleIndex index = SimpleIndex.of(declaration(UpdatePolicy.DEFAULT), guarded, cache());
            golden("forbidden.txt", catchThrowable(() -> index.project(DEMO)));
        }
    }

    @Test
    void writesNoCredentialsToTheCache() throws IOException {
        server.guardedBy("ann", "hunter2");
        URI url = URI.create(server.url().toString().replace("//", "//ann:hunter2@"));
        Credentials credentials = Credentials.NONE.with(url, Credential.of(url).orElseThrow());
        try (Http guarded = http().credentials(credentials).build()) {
            SimpleIndex.of(IndexDeclaration.of("main", url, "a test"), guarded, cache())
                    .project(DEMO);
        }
        for (Path file : cached()) {
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("hunter2");
        }
        assertThat(cached()).hasSize(1);
    }

    @Test
    void refusesInvalidPages() throws IOException {
        Map<String, List<String>> pages = Map.of(
                "no-page.txt", List.of("text/plain", "hello"),
                "newer-version.txt", List.of("application/vnd.pypi.simple.v2+json", "{}"),
                "newer-api.txt",
                        List.of(
                                "application/vnd.pypi.simple.v1+json",
                                "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}"),
                "newer-html.txt",
                        List.of("text/html", "<meta name='pypi:repository-version' content='2.0'><a href='x'>x</a>"),
                "no-json.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"files\": [}"),
                "wrong-shape.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"files\": {\"a\": 1}}"),
                "no-files.txt", List.of("application/vnd.pypi.simple.v1+json", "{\"message\": \"hello\"}"));
        pages.forEach((golden, page) -> {
            server.page("demo", page.get(0), page.get(1));
            Throwable error = catchThrowable(() -> index().project(DEMO));
            assertThat(error).as(golden).isInstanceOf(UserException.class);
            golden(golden, error);
        });
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/vnd.pypi.simple.v1+json | {"meta": {"api-version": "1.9"}, "files": [{"filename": "demo-1.zip", "url": "x"}], "news": {}}
                    text/html                           | <meta name='pypi:repository-version' content='1.9'><a href='demo-1.zip'>x</a>
                    """)
    void warnsOnceOfALaterMinorVersion(String type, String page) throws IOException {
        server.page("demo", type, page).page("other", type, page);
        TestProgress progress = new TestProgress();
        SimpleIndex index = index().reportingTo(progress);

        assertThat(index.project(DEMO)).isPresent();
        assertThat(index.project(PackageName.parse("other"))).isPresent();

        assertThat(progress.warnings())
                .containsExactly("The index " + index.describe() + " uses version 1.9 of the index format; version 1.5"
                        + " is supported, and newer features are ignored");
    }

    @Test
    void warnsOnceOfIgnoredFiles() throws IOException {
        server.page("demo", "text/html", "<a href='file:///etc/demo-1.0-py3-none-any.whl'>demo</a>");
        TestProgress progress = new TestProgress();
        SimpleIndex index = index().reportingTo(progress);

        assertThat(index.project(DEMO).orElseThrow().files()).isEmpty();
        assertThat(index.filter(name -> true).project(DEMO)).isPresent();

        assertThat(progress.warnings())
                .containsExactly("1 file of `demo` on index `main` ignored: the link of `demo-1.0-py3-none-any.whl`"
                        + " does not lead to a web server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1.4", "1.5"})
    void doesNotWarnOfASupportedVersion(String version) throws IOException {
        server.page(
                "demo",
                "application/vnd.pypi.simple.v1+json",
                "{\"meta\": {\"api-version\": \"" + version
                        + "\"}, \"files\": [{\"filename\": \"demo-1.zip\", \"url\": \"x\"}]}");
        TestProgress progress = new TestProgress();

        assertThat(index().reportingTo(progress).project(DEMO)).isPresent();
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void refusesAnUnexpectedStatus() {
        server.guardedBy("ann", "secret").refusingWith(418);

        golden("unexpected.txt", catchThrowable(() -> index().project(DEMO)));
    }
}
