package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownParametersTest {

    private final UnknownParameters unknown =
            new UnknownParameters(Set.of("application", "interface", "python", "indexes"));

    @Test
    void proposesTheClosestParameter() {
        assertThat(of("<configuration><interfase>asgi</interfase><pyhton>3.11</pyhton></configuration>"))
                .containsExactly(
                        "No goal has a parameter <interfase>: it is ignored. Did you mean <interface>?",
                        "No goal has a parameter <pyhton>: it is ignored. Did you mean <python>?");
    }

    @Test
    void warnsWithoutProposal() {
        assertThat(of("<configuration><workers>4</workers></configuration>"))
                .containsExactly("No goal has a parameter <workers>: it is ignored");
    }

    @Test
    void acceptsKnownParameters() {
        assertThat(of("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <configuration>
                          <application>shop:app</application>
                          <indexes combine.children="append"><index><ide>x</ide></index></indexes>
                        </configuration>""")).isEmpty();
    }

    private Set<String> of(String xml) {
        return unknown.of(ConfigurationElement.parse(xml));
    }
}
