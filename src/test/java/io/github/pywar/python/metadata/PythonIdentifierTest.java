package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonIdentifierTest {

    /** Zero-width joiners and middle dots: Unicode 15.1 has added them. */
    private static final String ADDED = "0x200c, 0x200d, 0x30fb, 0xff65";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "_shop.wsgi2",
                "gesch\u00e4ft",
                "\u5e97.\u5e97\u0660",
                "\u2167",
                "\u2118\u00b7",
                "\ud835\udc00",
                "\uff41"
            })
    void acceptsNamesOfPython(String text) {
        assertThat(PythonIdentifier.isDotted(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.",
                ".a",
                "a..b",
                "2a",
                "a-b",
                "a b",
                "class",
                "a.None",
                "a\u0000b",
                "a\u0008",
                "a\u007f",
                "a\u00ad",
                "a\u200b",
                "a\u202e",
                "a\ufeff",
                "\u2e2f",
                "\u037a",
                "a\u309b",
                "\u0660",
                "a\ud835"
            })
    void refusesOtherTexts(String text) {
        assertThat(PythonIdentifier.isDotted(text)).isFalse();
    }

    /** A character that one of both does not have is not compared: they can be of different versions of Unicode. */
    @Test
    void decidesOnEachCharacterAsPython() throws IOException {
        Path ours = Files.writeString(folder.resolve("ours.txt"), decisions());
        Path script = Files.writeString(folder.resolve("compare.py"), """
                import sys, unicodedata
                for c, ours in enumerate(open(sys.argv[1], encoding="ascii").read()):
                    text = chr(c)
                    if ours == "-" or unicodedata.category(text) == "Cn" or c in (%s):
                        continue
                    python = 2 * text.isidentifier() + ("_" + text).isidentifier()
                    if python != int(ours):
                        print(hex(c), python, ours)
                """.formatted(ADDED));

        Tool.Result compared = Tool.run(folder, "python3", script.toString(), ours.toString());
        assertThat(compared.exit()).as(compared.output()).isZero();
        assertThat(compared.output()).isEmpty();
    }

    private static String decisions() {
        StringBuilder decisions = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean isCompared = Character.isDefined(c) && Character.getType(c) != Character.SURROGATE && c != '.';
            String text = Character.toString(c);
            int decision = (PythonIdentifier.isDotted(text) ? 2 : 0) + (PythonIdentifier.isDotted("_" + text) ? 1 : 0);
            decisions.append(isCompared ? Integer.toString(decision) : "-");
        }
        return decisions.toString();
    }
}
