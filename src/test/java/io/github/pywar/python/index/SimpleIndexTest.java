package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndexFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleIndexTest extends SimpleIndexFixture {

    @Test
    void readsAJsonPage() throws IOException {
        server.add(TestIndexFile.of("demo-2.0.tar.gz", new byte[5])
                .yanked("broken")
                .uploaded(Instant.parse("2026-01-02T03:04:05.678Z")));

        List<DistributionFile> files = index().project(DEMO).orElseThrow().files();

        assertThat(files).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName(), "demo-2.0.tar.gz");
        DistributionFile wheel = files.get(0);
        assertThat(wheel.url()).isEqualTo(server.fileUrl(WHEEL.fileName()));
        assertThat(wheel.sha256()).hasValue(Sha256.of(WHEEL.bytes()));
        assertThat(wheel.size()).hasValue(WHEEL.bytes().length);
        assertThat(wheel.requiresPython()).hasValue(">=3.8");
        assertThat(wheel.isYanked()).isFalse();
        assertThat(files.get(1).yanked()).hasValue("broken");
        assertThat(files.get(1).uploadTime()).hasValue(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(server.requests().get(0).header("Accept")).hasValue(PageFormat.AUTO.accept());
    }

    @Test
    void readsAnHtmlPage() throws IOException {
        server.with(Manner.HTML_ONLY, Manner.METADATA)
                .add(TestIndexFile.of("demo-2.0.tar.gz", new byte[5]).yanked("<&>"));

        List<DistributionFile> files = index().project(DEMO).orElseThrow().files();

        assertThat(files).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName(), "demo-2.0.tar.gz");
        assertThat(files.get(0).sha256()).hasValue(Sha256.of(WHEEL.bytes()));
        assertThat(files.get(0).requiresPython()).hasValue(">=3.8");
        assertThat(files.get(0).coreMetadata().orElseThrow()).containsKey("sha256");
        assertThat(files.get(1).yanked()).hasValue("<&>");
    }

    @Test
    void readsPagesWithoutContentType() throws IOException {
        server.with(Manner.NO_CONTENT_TYPE);
        assertThat(index().project(DEMO)).isPresent();

        server.with(Manner.HTML_ONLY);
        assertThat(index(UpdatePolicy.ALWAYS).project(DEMO).orElseThrow().files())
                .hasSize(1);
    }

    @Test
    void cachesNoPasswordOfALinkAndNoKeyOfARedirect() throws IOException {
        String place = "http://localhost:" + server.url().getPort();
        server.redirect("/simple/demo/", "http://ann:s3cret@" + place.substring(7) + "/moved/demo/?key=s3cret");
        server.serve(
                "/moved/demo/",
                "text/html",
                "<a href='http://ann:s3cret@h.example.org/demo-1.0.tar.gz'>demo</a>"
                        + "<a href='../f/demo-1.1.tar.gz'>demo</a>");

        assertThat(index().project(DEMO).orElseThrow().files())
                .extracting(DistributionFile::url)
                .containsExactly(
                        URI.create("http://h.example.org/demo-1.0.tar.gz"),
                        URI.create(place + "/moved/f/demo-1.1.tar.gz"));
        assertThat(cached()).hasSize(1);
        assertThat(Files.readString(cached().get(0), StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cret");
    }

    @Test
    void doesNotCacheAPageWithKeysInLinks() throws IOException {
        server.page("demo", "text/html", "<a href='demo-1.0.tar.gz?sig=s3cret'>demo</a>");

        assertThat(index().project(DEMO).orElseThrow().files().get(0).url())
                .hasToString(server.url() + "demo/demo-1.0.tar.gz?sig=s3cret");
        assertThat(cached()).isEmpty();
    }

    @Test
    void resolvesRelativeLinksAgainstTheRedirectedPage() throws IOException {
        server.with(Manner.PAGES_ELSEWHERE);

        DistributionFile file = index().project(DEMO).orElseThrow().files().get(0);

        assertThat(file.url().getHost()).isEqualTo("localhost");
        assertThat(file.fileName()).isEqualTo(WHEEL.fileName());
    }

    @Test
    void returnsNothingForAMissingProject() throws IOException {
        assertThat(index().project(PackageName.parse("other"))).isEmpty();
        assertThat(index().project(PackageName.parse("other"))).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void listsTheNamesOfFilteredFiles() throws IOException {
        server.add("demo-1.0-cp311-cp311-win32.whl", WHEEL.bytes()).add("demo-0.9.egg", new byte[1]);

        ProjectPage page =
                index().filter(name -> name.endsWith("-any.whl")).project(DEMO).orElseThrow();

        assertThat(page.files()).extracting(DistributionFile::fileName).containsExactly(WHEEL.fileName());
        assertThat(page.otherFiles()).containsExactly("demo-1.0-cp311-cp311-win32.whl");
        assertThat(index().project(DEMO).orElseThrow().files()).hasSize(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void listsNoFilesOfAQuarantinedProject() throws IOException {
        server.page("demo", "application/vnd.pypi.simple.v1+json", """
                {"meta": {"api-version": "1.5", "_last-serial": 1}, "name": "demo", "namespace": {"prefix": "acme", "open": false},
                 "project-status": {"status": "quarantined", "reason": "malware"},
                 "files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "x/demo-1.0-py3-none-any.whl", "hashes": {}}]}
                """);

        ProjectPage page = index().project(DEMO).orElseThrow();

        assertThat(page.files()).isEmpty();
        assertThat(page.status()).hasValue("quarantined");
        assertThat(page.statusReason()).hasValue("malware");
    }

    @Test
    void requestsTheDeclaredFormat() throws IOException {
        IndexDeclaration html = declaration(UpdatePolicy.ALWAYS).format(PageFormat.parse("html", "<format>"));
        IndexDeclaration json = html.format(PageFormat.parse("json", "<format>"));

        assertThat(SimpleIndex.of(html, http, cache()).project(DEMO)).isPresent();
        assertThat(SimpleIndex.of(json, http, cache()).project(DEMO)).isPresent();

        assertThat(server.requests())
                .extracting(request -> request.header("Accept").orElseThrow())
                .containsExactly(
                        "application/vnd.pypi.simple.v1+html, text/html;q=0.5", "application/vnd.pypi.simple.v1+json");
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThatThrownBy(() -> PageFormat.parse("xml", "<format>"))
                .hasMessage("Unknown index page format `xml`\n    from: <format>\nhint: use `auto`, `json` or `html`");
    }
}
