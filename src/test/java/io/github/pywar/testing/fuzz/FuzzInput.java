package io.github.pywar.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One input of a parser.
 *
 * @param name of its file, or what it is
 * @param bytes its content
 */
public record FuzzInput(String name, byte[] bytes) {

    /** Returns the bytes as UTF-8; malformed ones are replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the lines of the text, without their ends: a target with several texts takes one from each line. */
    public String[] lines() {
        return text().split("\n", -1);
    }

    /** Returns a line of the text; empty if there is none. */
    public String line(int index) {
        String[] lines = lines();
        return index < lines.length ? lines[index] : "";
    }

    /**
     * Reads the input. The reader may refuse it, but only with an error of the product, and within the bounds of {@link
     * Effort}.
     */
    public void read(Effort.Reading reader) throws Exception {
        Effort.assertBounded(this::shown, () -> {
            try {
                reader.run();
            } catch (UserException | IOException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    private String shown() {
        return name + ": " + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 2_000));
    }

    @Override
    public String toString() {
        return name;
    }
}
