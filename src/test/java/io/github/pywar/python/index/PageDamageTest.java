package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Damage;
import io.github.pywar.testing.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged pages of servers are refused with a message; those of the cache are ignored. */
class PageDamageTest {

    private static final URI PAGE = URI.create("https://index.example.org/simple/demo/");
    private static final String JSON_TYPE = "application/vnd.pypi.simple.v1+json";
    private static final String JSON = """
            {"meta": {"api-version": "1.1", "_last-serial": 7}, "name": "demo", "versions": ["1.0"],
             "project-status": {"status": "archived", "reason": "old"},
             "files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "../../files/demo-1.0-py3-none-any.whl?x=1#y",
             "hashes": {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "md5": "0"},
             "requires-python": ">=3.8", "size": 1234, "upload-time": "2026-01-01T00:00:00.000000Z", "yanked": "bad",
             "core-metadata": {"sha256": "00"}, "dist-info-metadata": true, "gpg-sig": false},
             {"filename": "demo-1.0.tar.gz", "url": "https://u:p@files.example.org/demo-1.0.tar.gz", "hashes": {}}]}
            """;
    private static final String HTML = """
            <!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.1"><title>x</title>
            <base href="//files.example.org/a/"><meta name="pypi:project-status" content="archived"></head><body>
            <a href="../../files/demo-1.0-py3-none-any.whl#sha256=e3b0c4429" data-requires-python="&gt;=3.8"
             data-yanked="bad" data-core-metadata="sha256=00" data-dist-info-metadata>demo</a><br/>
            <a href='https://u:p@files.example.org/%2e%2e/demo-1.0.tar.gz?a=b&amp;c=d'>demo</a></body></html>
            """;

    @TempDir
    private Path folder;

    @Test
    void refusesOrReadsDamagedJson() {
        Damage.check(1, input -> use(input, JSON_TYPE), JSON);
    }

    @Test
    void refusesOrReadsDamagedHtml() {
        Damage.check(2, input -> use(input, "text/html; charset=utf-8"), HTML);
    }

    @Test
    void refusesOrReadsPagesWithoutType() {
        Damage.check(3, input -> use(input, ""), JSON, HTML);
    }

    @Test
    void refusesOrReadsDamagedContentTypes() {
        byte[] page = HTML.getBytes(StandardCharsets.UTF_8);
        Damage.check(
                4,
                input -> use(page, new String(input, StandardCharsets.ISO_8859_1)),
                "text/html; charset=\"utf-8\"; x=y",
                "application/vnd.pypi.simple.v1+html");
    }

    private static void use(byte[] input, String type) throws IOException {
        PageContent content = read(input, type);
        content.page(PackageName.parse("demo"), "main", name -> true, warning -> {})
                .files()
                .forEach(DistributionFile::metadataUrl);
        PageCodec.read("", PageCodec.write("", new CachedPage(Instant.EPOCH, "", "", Optional.of(content), "")));
    }

    private static PageContent read(byte[] input, String type) throws IOException {
        return PageContent.of(
                new HttpResponse(PAGE, 200, Map.of("Content-Type", type), new ByteArrayInputStream(input)));
    }

    /** The checksum is corrected; otherwise the parser would never run. */
    @Test
    void ignoresDamagedCachedPages() throws IOException {
        PageContent content = read(JSON.getBytes(StandardCharsets.UTF_8), JSON_TYPE);
        byte[] stored = PageCodec.write("", new CachedPage(Instant.EPOCH, "tag", "then", Optional.of(content), ""));
        assertThat(PageCodec.read("", stored)).isPresent();

        Damage.check(
                5,
                input -> {
                    PageCodec.read("", input);
                    PageCodec.readHeader(ByteBuffer.wrap(input));
                    PageCodec.read("", summed(input));
                },
                stored);
    }

    @Test
    void ignoresDamagedCachedMetadata() throws IOException {
        MetadataCache cache =
                new MetadataCache(folder, new PageCache(folder, TestClock.at("2026-01-01T00:00:00Z"), false));
        DistributionFile file = DistributionFile.builder("demo-1.0-py3-none-any.whl", PAGE)
                .hash("sha256", "0".repeat(64))
                .build();
        cache.keepClaimed(file, "Name: demo\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        Path entry = folder.toFile().listFiles()[0].toPath();

        Damage.check(
                6,
                input -> {
                    Files.write(entry, input);
                    cache.find(file, true);
                },
                Files.readAllBytes(entry));
    }

    private static byte[] summed(byte[] input) {
        if (input.length >= 12) {
            CRC32 sum = new CRC32();
            sum.update(input, 12, input.length - 12);
            ByteBuffer.wrap(input).putInt(4, (int) sum.getValue()).putInt(8, input.length - 12);
        }
        return input;
    }
}
