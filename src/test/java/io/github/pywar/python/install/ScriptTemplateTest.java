package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTemplateTest {

    private static final String HEAD = "#!/bin/sh\n''':'\nexec python3.11\n':'''\n";
    private static final ScriptTemplate TEMPLATE =
            ScriptTemplate.of(HEAD.replace("3.11", "@python@") + "call(@module@, @attribute@)\n", "3.11");

    @Test
    void callsAnEntryPoint() {
        assertThat(TEMPLATE.head()).isEqualTo(HEAD);
        assertThat(text(TEMPLATE.calling("shop.main", "run.it"))).isEqualTo(HEAD + "call(shop.main, run.it)\n");
        assertThat(text(TEMPLATE.calling("é", "_a1"))).isEqualTo(HEAD + "call(é, _a1)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a.", ".a", "a..b", "a b", "a\"", "a:b", "a\n"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> TEMPLATE.calling(name, "run")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TEMPLATE.calling("shop", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!/bin/sh\n", "/bin/sh\n':'''\n", " #!/bin/sh\n':'''\n"})
    void refusesATemplateWithoutAHead(String text) {
        assertThatThrownBy(() -> ScriptTemplate.of(text, "3.11")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsATemplateWithoutABody() {
        assertThat(ScriptTemplate.of("#!':'''\n", "3.11")).isEqualTo(new ScriptTemplate("#!':'''\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'#!python\\nprint()\\n', 'print()\\n'",
        "'#!python -E\\nprint()', 'print()'",
        "'#!python', ''",
        "'#!python\\n', ''",
        "'#!python\\n# a coding rule\\n', '# a coding rule\\n'",
    })
    void replacesTheFirstLine(String script, String rest) {
        assertThat(text(TEMPLATE.withHead(bytes(script)))).isEqualTo(HEAD + rest.replace("\\n", "\n"));
    }

    /** Python reads the encoding only in the first two lines. */
    @ParameterizedTest
    @ValueSource(strings = {"# -*- coding: latin-1 -*-", "#coding=utf-8", "  # vim: set fileencoding=utf-8"})
    void movesTheEncodingToTheSecondLine(String line) {
        String expected = HEAD.replaceFirst("\n", "\n" + line + "\n");

        assertThat(text(TEMPLATE.withHead(bytes("#!python\\n" + line + "\\r\\nprint()\\n"))))
                .isEqualTo(expected + line + "\r\nprint()\n");
        assertThat(text(TEMPLATE.withHead(bytes("#!python\\n" + line)))).isEqualTo(expected + line);
    }

    @Test
    void keepsBytesOfAnyEncoding() {
        byte[] script = "#!python\n# coding: latin-1 é\nprint('é')\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new String(TEMPLATE.withHead(script), StandardCharsets.ISO_8859_1))
                .isEqualTo("#!/bin/sh\n# coding: latin-1 é\n" + HEAD.substring(HEAD.indexOf('\n') + 1)
                        + "# coding: latin-1 é\nprint('é')\n");
    }

    private static byte[] bytes(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
