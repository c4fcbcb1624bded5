package io.github.pywar.python.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.metadata.Metadata;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverHeadersTest {

    private static final String ORDINARY = "Metadata-Version: 2.1\nName: demo\nLicense: MIT\n  and more\nVersion: 1.0\n"
            + "requires-dist: a\n  >=1\nClassifier: x\nProvides-Extra: fast\n\nName: the description\n";

    @Test
    void keepsTheHeadersThatTheResolverReads() {
        assertThat(cut(ORDINARY))
                .isEqualTo("Metadata-Version: 2.1\nName: demo\nVersion: 1.0\nrequires-dist: a\n  >=1\n"
                        + "Provides-Extra: fast\n");
        assertThat(cut(ORDINARY.replace("\n", "\r\n"))).doesNotContain("License", "description");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From somebody\nName: demo\nVersion: 1.0\n",
                "Name: demo\nno header at all\nVersion: 1.0\n",
                " folded first\nName: demo\nVersion: 1.0\n",
                "Name: demo\rVersion: 1.0\n",
                "Name: demo\n: no name\nVersion: 1.0\n"
            })
    void leavesUnusualTextUnchanged(String text) {
        assertThat(cut(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ORDINARY,
                "Name: demo\r\nVersion: 1.0\r\nRequires-Dist: a\r\n\r\nb",
                "Name: demo\nVersion: 1.0",
                "Name: demo\nVersion: 1.0\nRequires-Python: >=3.8\nRequires-Dist: \u00fc\n"
            })
    void parsesToTheSameMetadata(String text) {
        Metadata whole = Metadata.parse(text.getBytes(StandardCharsets.UTF_8));
        Metadata less = Metadata.parse(ResolverHeaders.of(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(less.name()).isEqualTo(whole.name());
        assertThat(less.version()).isEqualTo(whole.version());
        assertThat(less.requiresDist()).isEqualTo(whole.requiresDist());
        assertThat(less.invalidRequirements()).hasSameSizeAs(whole.invalidRequirements());
        assertThat(less.requiresPython()).isEqualTo(whole.requiresPython());
        assertThat(less.providesExtra()).isEqualTo(whole.providesExtra());
    }

    private static String cut(String text) {
        return new String(ResolverHeaders.of(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
