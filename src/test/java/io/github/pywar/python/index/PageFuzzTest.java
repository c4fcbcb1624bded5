package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
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
import org.junit.jupiter.api.io.TempDir;

/** Pages of servers are read or refused with a message; those of the cache are ignored if they are damaged. */
class PageFuzzTest {

    private static final URI PAGE = URI.create("https://index.example.org/simple/demo/");

    @TempDir
    Path folder;

    @FuzzTarget
    void readsJsonPages(FuzzInput input) throws Exception {
        input.read(() -> use(input.bytes(), "application/vnd.pypi.simple.v1+json"));
    }

    @FuzzTarget
    void readsHtmlPages(FuzzInput input) throws Exception {
        input.read(() -> use(input.bytes(), "text/html; charset=utf-8"));
    }

    /** The type in the first line, the page behind it. */
    @FuzzTarget
    void readsPagesOfAnyType(FuzzInput input) throws Exception {
        String type = input.line(0);
        byte[] page = input.text()
                .substring(Math.min(type.length() + 1, input.text().length()))
                .getBytes(StandardCharsets.UTF_8);
        input.read(() -> use(page, type));
    }

    private static void use(byte[] page, String type) throws IOException {
        PageContent content = PageContent.of(
                new HttpResponse(PAGE, 200, Map.of("Content-Type", type), new ByteArrayInputStream(page)));
        content.page(PackageName.parse("demo"), "main", name -> true, warning -> {})
                .files()
                .forEach(DistributionFile::metadataUrl);
        byte[] stored = PageCodec.write("", new CachedPage(Instant.EPOCH, "", "", Optional.of(content), ""));
        CachedPage cached = PageCodec.read("", stored).orElseThrow();
        assertThat(PageCodec.write("", cached)).isEqualTo(stored);
    }

    /** The checksum is corrected; otherwise the parser would never run. */
    @FuzzTarget
    void ignoresDamagedPagesOfTheCache(FuzzInput input) throws Exception {
        input.read(() -> {
            byte[] stored = input.bytes().clone();
            PageCodec.read("", stored);
            PageCodec.readHeader(ByteBuffer.wrap(stored));
            PageCodec.read("", summed(stored));
        });
    }

    @FuzzTarget
    void ignoresDamagedMetadataOfTheCache(FuzzInput input) throws Exception {
        MetadataCache cache =
                new MetadataCache(folder, new PageCache(folder, TestClock.at("2026-01-01T00:00:00Z"), false));
        DistributionFile file = DistributionFile.builder("demo-1.0-py3-none-any.whl", PAGE)
                .hash("sha256", "0".repeat(64))
                .build();
        cache.keepClaimed(file, "Name: demo\n".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.toFile().listFiles()[0].toPath(), input.bytes());
        input.read(() -> cache.find(file, true));
    }

    private static byte[] summed(byte[] entry) {
        if (entry.length >= 12) {
            CRC32 sum = new CRC32();
            sum.update(entry, 12, entry.length - 12);
            ByteBuffer.wrap(entry).putInt(4, (int) sum.getValue()).putInt(8, entry.length - 12);
        }
        return entry;
    }

    @FuzzTarget
    void readsUpdatePolicies(FuzzInput input) throws Exception {
        input.read(() -> assertThat(UpdatePolicy.parse(input.text())).isNotNull());
    }
}
