package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    @Test
    void parsesTheNamesOfPomAndManifest() {
        assertThat(Protocol.parse("wsgi")).isEqualTo(Protocol.WSGI).hasToString("wsgi");
        assertThat(Protocol.parse(" ASGI ")).isEqualTo(Protocol.ASGI).hasToString("asgi");
    }

    @Test
    void rejectsOtherNames() {
        UserException error = catchThrowableOfType(UserException.class, () -> Protocol.parse("async"));

        Golden.assertMatches("spec/interface.txt", error.getMessage());
    }
}
