package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlTest {

    @TempDir
    private Path folder;

    @Test
    void acceptsAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("a.toml"), "\uFEFF[a]\nb = 1\n");
        assertThat(Toml.document(Files.readAllBytes(file), file.toString())
                        .root()
                        .getLong("a.b"))
                .isEqualTo(1);
    }

    @Test
    void reportsThePositionOfEachError() {
        assertThatThrownBy(() -> Toml.document("a = \nb = 1\nb = 2\n".getBytes(StandardCharsets.UTF_8), "a.toml")
                        .root())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`a.toml:1` is not valid TOML, column ")
                .hasMessageContaining("`a.toml:3` is not valid TOML, column ");
    }

    @Test
    void reportsTextThatIsNotUtf8() {
        assertThatThrownBy(() -> Toml.document(new byte[] {'a', '=', '"', (byte) 0xff, '"'}, "a.toml")
                        .root())
                .hasMessage("`a.toml` is not valid TOML: it is not UTF-8");
    }

    @Test
    void reportsBracketsThatDoNotMatch() {
        assertThatThrownBy(() -> Toml.document("a = {b = 1, ]\n[c]\n".getBytes(StandardCharsets.UTF_8), "a.toml"))
                .isInstanceOf(UserException.class)
                .hasMessage("`a.toml` is not valid TOML: a bracket is missing, or closed by another one");
    }
}
