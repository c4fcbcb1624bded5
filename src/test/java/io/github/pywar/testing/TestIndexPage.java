package io.github.pywar.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pywar.testing.TestIndex.Manner;
import java.util.List;
import java.util.Set;

/** Page of a project in its final form. */
record TestIndexPage(String contentType, String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static TestIndexPage json(String project, List<TestIndexFile> files, TestIndex index) {
        ObjectNode page = MAPPER.createObjectNode();
        page.putObject("meta").put("api-version", index.manners.contains(Manner.NO_SIZES) ? "1.0" : "1.1");
        page.put("name", project);
        files.forEach(file -> describe(file, page.withArray("files").addObject(), index));
        page.withArray("files");
        return new TestIndexPage("application/vnd.pypi.simple.v1+json", page.toString());
    }

    private static void describe(TestIndexFile file, ObjectNode node, TestIndex index) {
        Set<Manner> manners = index.manners;
        node.put("filename", file.fileName()).put("url", url(file, index));
        ObjectNode hashes = node.putObject("hashes");
        if (!manners.contains(Manner.NO_HASHES)) {
            hashes.put("sha256", hash(file, manners));
        }
        if (!manners.contains(Manner.NO_SIZES)) {
            node.put("size", file.content().length);
        }
        file.requiresPython().ifPresent(value -> node.put("requires-python", value));
        file.uploaded().ifPresent(value -> node.put("upload-time", value.toString()));
        file.provenance().ifPresent(url -> node.put("provenance", url));
        file.yanked().ifPresent(reason -> {
            if (reason.isEmpty()) {
                node.put("yanked", true);
            } else {
                node.put("yanked", reason);
            }
        });
        if (advertises(file, manners)) {
            node.putObject("core-metadata").put("sha256", metadataHash(file, manners));
        }
    }

    static TestIndexPage html(String project, List<TestIndexFile> files, TestIndex index) {
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html><head><title>" + project + "</title></head><body>\n");
        files.forEach(file -> page.append(anchor(file, index)).append("<br/>\n"));
        return new TestIndexPage(
                "text/html; charset=UTF-8", page.append("</body></html>\n").toString());
    }

    private static String anchor(TestIndexFile file, TestIndex index) {
        Set<Manner> manners = index.manners;
        StringBuilder anchor = new StringBuilder("<a href=\"").append(url(file, index));
        if (!manners.contains(Manner.NO_HASHES)) {
            anchor.append("#sha256=").append(hash(file, manners));
        }
        anchor.append('"');
        file.requiresPython().ifPresent(value -> attribute(anchor, "data-requires-python", value));
        file.provenance().ifPresent(url -> attribute(anchor, "data-provenance", url));
        file.yanked().ifPresent(reason -> attribute(anchor, "data-yanked", reason));
        if (advertises(file, manners)) {
            attribute(anchor, "data-core-metadata", "sha256=" + metadataHash(file, manners));
        }
        return anchor.append('>').append(file.fileName()).append("</a>").toString();
    }

    private static void attribute(StringBuilder anchor, String name, String value) {
        String escaped = value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        anchor.append(' ').append(name).append("=\"").append(escaped).append('"');
    }

    private static String url(TestIndexFile file, TestIndex index) {
        String path = "/files/" + file.fileName().replace("+", "%2B");
        return index.manners.contains(Manner.FILES_ELSEWHERE)
                ? "http://localhost:" + index.port() + path
                : "../.." + path;
    }

    private static String hash(TestIndexFile file, Set<Manner> manners) {
        return manners.contains(Manner.WRONG_HASHES) ? "0".repeat(64) : TestIndexFile.sha256(file.content());
    }

    private static boolean advertises(TestIndexFile file, Set<Manner> manners) {
        return file.metadata().isPresent()
                && (manners.contains(Manner.METADATA)
                        || manners.contains(Manner.METADATA_MISSING)
                        || manners.contains(Manner.METADATA_WITH_WRONG_HASH));
    }

    private static String metadataHash(TestIndexFile file, Set<Manner> manners) {
        byte[] metadata = file.metadata().orElseThrow().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return manners.contains(Manner.METADATA_WITH_WRONG_HASH) ? "0".repeat(64) : TestIndexFile.sha256(metadata);
    }
}
