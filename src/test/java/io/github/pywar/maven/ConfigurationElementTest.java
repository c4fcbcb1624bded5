package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class ConfigurationElementTest {

    private static final String XML = """
            <configuration>
              <python> 3.11 </python>
              <empty/>
              <indexes combine.self="override">
                <index><url>https://index.example.org/simple/?a&amp;b</url></index>
              </indexes>
            </configuration>""";

    @Test
    void readsATreeOfMavenLikeItsText() throws Exception {
        Object tree = Xpp3DomBuilder.build(new StringReader(XML));

        assertThat(ConfigurationElement.of(tree)).isEqualTo(ConfigurationElement.of(text(tree.toString())));
        assertThat(ConfigurationElement.of(tree).children()).hasSize(3);
        assertThat(ConfigurationElement.of(tree).children().get(2).isOverride()).isTrue();
    }

    /** Stands for the tree of a Maven whose class is another one. */
    private static Object text(String xml) {
        return new Object() {
            @Override
            public String toString() {
                return xml;
            }
        };
    }
}
