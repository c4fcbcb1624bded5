package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile pages and redirects. */
class HostileIndexTest extends HostileFixture {

    @Test
    void rejectsAnEndlessPage() throws IOException {
        index.endless("/simple/demo/");

        refuses("endless-page", "demo");
        assertThat(build.files("cache/pages")).isEmpty();
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("json-list", JSON, "[]"),
                Arguments.of("json-broken", JSON, "{\"files\": ["),
                Arguments.of("json-files", JSON, "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": {}}"),
                Arguments.of("json-html", JSON, "<html>Please log in</html>"),
                Arguments.of("json-deep", JSON, "{\"x\": " + "[".repeat(100_000) + "}"),
                Arguments.of("json-later", JSON, "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}"),
                Arguments.of(
                        "base-of-this-machine",
                        "text/html",
                        "<base href='file:///'><a href='etc/demo-1.0-py3-none-any.whl'>demo</a>"),
                Arguments.of(
                        "link-to-this-machine",
                        "text/html",
                        "<a href='file:///etc/demo-1.0-py3-none-any.whl'>demo</a>"),
                Arguments.of(
                        "name-escapes",
                        JSON,
                        "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": [{\"hashes\": {}, \"filename\":"
                                + " \"../demo-1.0-py3-none-any.whl\", \"url\": \"x.whl\"}]}"),
                Arguments.of("pdf", "application/pdf", "%PDF"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void rejectsAnInvalidPage(String name, String type, String body) throws IOException {
        index.page("demo", type, body);

        refuses(name, "demo");
        if (type.equals(JSON) && !name.equals("name-escapes")) {
            assertThat(build.files("cache/pages"))
                    .as("an invalid page is not cached")
                    .isEmpty();
        }
    }

    @Test
    void rejectsARedirectLoop() throws IOException {
        index.add(demo().fileName(), demo().bytes()).with(Manner.REDIRECT_LOOP);

        refuses("redirect-loop", "demo");
    }

    @Test
    void rejectsARedirectToThisMachine() throws IOException {
        index.redirect("/simple/demo/", "file:///etc/passwd");

        refuses("redirect-to-this-machine", "demo");
    }

    /** The password of the index's host is sent only to that host, wherever pages and files lead. */
    @Test
    void sendsCredentialsOnlyToTheirHost() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login ann password s3cret\n");
        index.add(demo().fileName(), demo().bytes())
                .guardedBy("ann", "s3cret", path -> path.startsWith("/simple/"))
                .with(Manner.FILES_ELSEWHERE);

        assertThat(build.run(NONE, "demo")).exists();

        assertThat(index.requests())
                .filteredOn(request -> request.path().startsWith("/files/"))
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isEmpty());
        assertThat(index.requests())
                .filteredOn(request -> request.path().startsWith("/simple/"))
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isPresent());
    }

    @Test
    void sendsNoPasswordAfterARedirectToAnotherHost() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login ann password s3cret\n");
        index.add(demo().fileName(), demo().bytes())
                .guardedBy("ann", "s3cret", path -> path.startsWith("/simple/"))
                .with(Manner.PAGES_ELSEWHERE);

        refuses("redirect-elsewhere", "demo");

        assertThat(index.requests())
                .extracting(request -> request.header("Host").orElse("").replaceAll(":.*", "")
                        + (request.header("Authorization").isPresent() ? " with password" : ""))
                .containsExactly("127.0.0.1 with password", "localhost");
    }
}
