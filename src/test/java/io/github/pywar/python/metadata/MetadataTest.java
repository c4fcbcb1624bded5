package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.version.VersionSpecifiers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetadataTest {

    private static final String HEAD = "Metadata-Version: 2.4\nName: Foo_Bar\nVersion: 1.0\n";

    @Test
    void parsesTheFieldsOfAResolution() {
        Metadata metadata = parse(HEAD + """
                Requires-Python: >=3.9
                Provides-Extra: Dev_Tools
                Requires-Dist: click>=8
                Requires-Dist: black (>=20) ; extra == 'Dev_Tools'

                # Foo

                Requires-Dist: not-a-header
                """);

        assertThat(metadata.name()).hasToString("foo-bar");
        assertThat(metadata.version()).hasToString("1.0");
        assertThat(metadata.requiresPython()).isEqualTo(VersionSpecifiers.parse(">=3.9"));
        assertThat(metadata.providesExtra()).map(Object::toString).containsExactly("dev-tools");
        assertThat(metadata.requiresDist())
                .map(Object::toString)
                .containsExactly("click>=8", "black>=20; extra == \"dev-tools\"");
    }

    @Test
    void keepsTheErrorOfAnInvalidRequirement() {
        Metadata metadata = parse(HEAD + "Requires-Dist: click (>=8.*)\nRequires-Dist: six\n");

        assertThat(metadata.requiresDist()).hasSize(1);
        assertThat(metadata.invalidRequirements())
                .singleElement()
                .satisfies(error -> assertThat(error.text()).isEqualTo("click (>=8.*)"));
    }

    @Test
    void ignoresAnInvalidRequiresPython() {
        assertThat(parse(HEAD + "Requires-Python: >=3.x\n").requiresPython().isAny())
                .isTrue();
    }

    @Test
    void parsesWindowsLineEndsAndFoldedLines() {
        Metadata metadata =
                parse("Metadata-Version: 2.1\r\nName: a\r\nVersion: 1\r\nSummary: one\r\n  two\r\n\r\nbody\r\n");

        assertThat(metadata.value(MetadataField.SUMMARY)).contains("one\n  two");
        assertThat(metadata.value(MetadataField.DESCRIPTION)).contains("body");
    }

    @Test
    void keepsTheLineEndsOfTheBody() {
        Metadata metadata = parse(HEAD + "\r\none\r\n\ntwo\n");

        assertThat(metadata.values(MetadataField.DESCRIPTION)).containsExactly("one\r\n\ntwo\n");
    }

    @Test
    void ignoresOnlyTheFieldWithAnInvalidByte() {
        Metadata metadata = Metadata.parse((HEAD + "Author: \u00e9\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(metadata.name()).hasToString("foo-bar");
        assertThat(metadata.value(MetadataField.AUTHOR)).isEmpty();
    }

    @Test
    void rejectsOnlyLaterMajorVersions() {
        assertThatThrownBy(() -> parse("Metadata-Version: 3.0\nName: a\nVersion: 1\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Metadata of version `3.0` cannot be read");
        assertThat(parse("Metadata-Version: 2.7\nName: a\nVersion: 1\n").isNewerThanKnown())
                .isTrue();
        assertThat(parse(HEAD).isNewerThanKnown()).isFalse();
    }

    @Test
    void rejectsTwoNames() {
        assertThatThrownBy(() -> parse(HEAD + "Name: other\n"))
                .isInstanceOf(UserException.class)
                .hasMessage("The metadata is not valid: it needs exactly one `Name`");
    }

    private static Metadata parse(String text) {
        return Metadata.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
