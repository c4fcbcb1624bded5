package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathTextTest {

    @Test
    void readsAPath() {
        assertThat(PathText.parse("requirements/base.txt")).contains(Path.of("requirements", "base.txt"));
        assertThat(PathText.require("wheels", "<findLinks>")).isEqualTo(Path.of("wheels"));
    }

    @Test
    void reportsInvalidPath() {
        assertThat(PathText.parse("a\0b")).isEmpty();
        assertThatThrownBy(() -> PathText.require("a\0b", "requirements.txt:3"))
                .isInstanceOf(UserException.class)
                .hasMessage("`a\\u0000b` is not a valid path on this machine\n    from: requirements.txt:3");
    }
}
