package io.github.pywar.python.requirementsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class RequirementsFilePropertyTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void reportsTheLineOfEachError(@ForAll("files") String text) {
        List<LogicalLine> lines = LogicalLine.read(
                FileEncoding.decode(text.getBytes(StandardCharsets.UTF_8), "file"), name -> null, true);
        for (LogicalLine line : lines) {
            assertThat(line.text()).isNotBlank();
            try {
                RequirementsLine.parse(line, "file", false);
            } catch (UserException e) {
                assertThat(e.getMessage()).contains("(file:" + line.number() + ")");
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void splitsQuotedWords(@ForAll List<@StringLength(min = 1, max = 8) String> words) {
        String line = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));

        assertThat(ShellWords.split(line)).map(ShellWords.Word::value).isEqualTo(new ArrayList<>(words));
    }

    @Provide
    Arbitrary<String> files() {
        List<String> pieces = List.of(
                "flask",
                " ",
                "--hash=sha256:aa",
                " -i",
                " -r x",
                "\\",
                "\\\n",
                "\n",
                "#",
                " # c",
                "'",
                "\"",
                "${X}",
                "--",
                " -e .",
                "\u2028",
                "\r\n",
                "=");
        return Arbitraries.of(pieces).list().ofMaxSize(14).map(parts -> String.join("", parts));
    }
}
