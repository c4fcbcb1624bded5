package io.github.pywar.app.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class YamlTextTest {

    /** SnakeYAML reads YAML 1.1, as the tools of Kubernetes do, which has more special words than YAML 1.2. */
    @Property(tries = 2000)
    void aParserReadsTheSameValues(@ForAll("values") Object value) {
        Map<String, Object> document =
                YamlText.map("value", value, "list", List.of(Map.of("in", value), List.of(), Map.of()));

        Object read = new Yaml().load(YamlText.of(List.of(document)));

        assertThat(read).isEqualTo(document);
    }

    @Test
    void quotesTextsThatYamlReadsAsOtherValues() {
        List<String> texts = List.of(
                "yes",
                "No",
                "on",
                "NULL",
                "~",
                "1",
                "1.30",
                "0x1f",
                "1_000",
                "0 3 * * *",
                "12:30:45",
                "2026-01-01",
                ".inf",
                "a: b",
                "a #b",
                "- a",
                "",
                " ",
                "&a",
                "*a",
                "!a",
                "%a",
                "@a",
                "`a",
                "{a",
                "[a",
                "a\nb",
                "é",
                "\u2028",
                "=",
                "<<");

        assertThat((Map<?, ?>) new Yaml().load(YamlText.of(List.of(YamlText.map("texts", texts)))))
                .isEqualTo(Map.of("texts", texts));
    }

    @Test
    void separatesDocuments() {
        assertThat(YamlText.of(List.of(
                        YamlText.map("a", 1, "none", null), YamlText.map("b", List.of(YamlText.map("c", true))))))
                .isEqualTo("a: 1\n---\nb:\n  - c: true\n");
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<String> texts = Arbitraries.strings().ascii().ofMaxLength(12);
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> maps = Arbitraries.maps(texts, scalars).ofMaxSize(4).<Object>map(LinkedHashMap::new);
        return Arbitraries.oneOf(scalars, maps, maps.list().ofMaxSize(3).asGeneric());
    }
}
