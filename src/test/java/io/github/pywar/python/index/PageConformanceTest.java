package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.testing.ConformanceBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recorded results of pip for index pages and links. */
class PageConformanceTest {

    @TestFactory
    Stream<DynamicTest> pages() {
        return ConformanceBlock.of("pip_index_page")
                .excluding(
                        "the answer comes from pip's own cache of parsed pages, not from the empty content",
                        c -> c.at("/in/content").asText().isEmpty())
                .check(this::page);
    }

    @TestFactory
    Stream<DynamicTest> jsonLinks() {
        return ConformanceBlock.of("pip_link_json").check(c -> {
            String page = "{\"meta\": {\"api-version\": \"1.0\"}, \"files\": [" + c.at("/in/file") + "]}";
            List<DistributionFile> files = read(
                    page,
                    "application/vnd.pypi.simple.v1+json",
                    c.at("/in/page_url").asText());
            assertThat(files).hasSize(1);
            same(files.get(0), c.get("result"));
        });
    }

    @TestFactory
    Stream<DynamicTest> cleanLinks() {
        return ConformanceBlock.of("pip_clean_link")
                .only(c -> !function(c).equals("_clean_link")) // see DirectLinkTest
                .check(c -> {
                    String link = c.at("/in/args/0").asText();
                    String cleaned =
                            function(c).equals("_clean_url_path") ? PageLink.quotePath(link) : PageLink.quote(link);
                    assertThat(cleaned).isEqualTo(c.get("result").asText());
                });
    }

    private static String function(JsonNode c) {
        return c.at("/in/func").asText();
    }

    private void page(JsonNode c) throws IOException {
        List<DistributionFile> files = read(
                c.at("/in/content").asText(),
                c.at("/in/content_type").asText(),
                c.at("/in/url").asText());
        assertThat(files).hasSize(c.get("result").size());
        for (int i = 0; i < files.size(); i++) {
            same(files.get(i), c.get("result").get(i));
        }
    }

    private static List<DistributionFile> read(String content, String type, String url) throws IOException {
        HttpResponse response = new HttpResponse(
                URI.create(url),
                200,
                Map.of("Content-Type", type),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return PageContent.of(response).files("test");
    }

    private static void same(DistributionFile file, JsonNode link) {
        assertThat(URI.create(file.url().toString().replaceFirst("^file:/(?=[^/])", "file:///")))
                .isEqualTo(URI.create(link.get("url").asText().replaceFirst("#.*", "")));
        assertThat(file.fileName()).isEqualTo(link.get("filename").asText());
        assertThat(file.hashes()).isEqualTo(map(link.get("hashes")));
        assertThat(file.requiresPython().orElse(null)).isEqualTo(text(link.get("requires_python")));
        assertThat(file.isYanked()).isEqualTo(link.get("is_yanked").asBoolean());
        assertThat(file.yanked().orElse(null)).isEqualTo(text(link.get("yanked_reason")));
        assertThat(file.isWheel()).isEqualTo(link.get("is_wheel").asBoolean());
        assertThat(file.uploadTime().isPresent())
                .isEqualTo(!link.get("upload_time").isNull());
        JsonNode metadata = link.get("metadata_file");
        assertThat(file.coreMetadata().isPresent()).isEqualTo(!metadata.isNull());
        if (!metadata.isNull()) {
            assertThat(file.metadataUrl()).isEqualTo(URI.create(metadata.get(0).asText()));
            assertThat(file.coreMetadata()).isEqualTo(Optional.of(map(metadata.get(1))));
        }
    }

    private static String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        }
        return map;
    }
}
