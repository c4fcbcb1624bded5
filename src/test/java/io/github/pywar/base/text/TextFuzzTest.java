package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.List;

class TextFuzzTest {

    @FuzzTarget
    void readsPemBlocks(FuzzInput input) throws Exception {
        input.read(() -> assertThat(PemBlock.allOf(input.text())).doesNotContainNull());
    }

    /** No text of others reaches a terminal with a control character. */
    @FuzzTarget
    void showsTexts(FuzzInput input) throws Exception {
        input.read(() -> {
            String shown = TerminalText.of(input.text());
            assertThat(shown.replace("\r\n", "")).doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
            assertThat(TerminalText.of(shown)).isEqualTo(shown);
            int middle = input.text().length() / 2;
            assertThat(new SyntaxException(input.text(), middle, "not expected").getMessage())
                    .contains("not expected");
            ClosestName.of(input.line(0), List.of("flask", "requests", input.line(1)));
        });
    }
}
