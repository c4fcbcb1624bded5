package io.github.pywar.python.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.testing.ConformanceBlock;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DirectLinkTest {

    /** Two links are equal if and only if pip's forms of them are equal. */
    @TestFactory
    Stream<DynamicTest> comparesLinksLikePip() {
        Map<DirectLink, JsonNode> toPip = new HashMap<>();
        Map<JsonNode, DirectLink> fromPip = new HashMap<>();
        return ConformanceBlock.of("pip_clean_link")
                .only(c -> c.at("/in/func").asText().equals("_clean_link"))
                .check(c -> {
                    DirectLink link = link(c.at("/in/args/0/url").asText());
                    JsonNode pip = c.get("result");
                    assertThat(toPip.computeIfAbsent(link, first -> pip)).isEqualTo(pip);
                    assertThat(fromPip.computeIfAbsent(pip, first -> link)).isEqualTo(link);
                });
    }

    @Test
    void ignoresUserInformation() {
        assertThat(link("https://ann:secret@repo.example.org/a.whl")).isEqualTo(link("https://repo.example.org/a.whl"));
        assertThat(link("file://localhost/srv/a.whl")).isEqualTo(link("file:///srv/a.whl"));
        assertThat(link("https://repo.example.org/b.whl")).isNotEqualTo(link("https://repo.example.org/a.whl"));
    }

    private static DirectLink link(String url) {
        return DirectLink.of(URI.create(url));
    }
}
