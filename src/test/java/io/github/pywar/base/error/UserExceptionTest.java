package io.github.pywar.base.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserExceptionTest {

    @Test
    void hintsStandBelowTheMessageOneALine() {
        UserException error = UserException.of("No `x`").hint("do a").hint("do b");

        assertThat(error).hasMessage("No `x`\nhint: do a\nhint: do b");
        assertThat(error.what()).isEqualTo("No `x`");
        assertThat(error.hints()).containsExactly(Hint.of("do a"), Hint.of("do b"));
    }

    @Test
    void aHintKeepsTheCause() {
        Throwable cause = new IllegalStateException("deep");
        UserException error = UserException.of("No `x`");
        error.initCause(cause);

        assertThat(error.hint("do a")).hasCause(cause);
    }
}
