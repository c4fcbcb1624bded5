package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3",
        "1.2-SNAPSHOT, 1.2.dev0",
        "1.0-rc-1, 1.0rc1",
        "1.0-alpha-2-SNAPSHOT, 1.0a2.dev0",
        "1.0.0-M1, 1.0.0+m1",
        "2.0.Final, 2.0+final",
        "Finchley.SR2, 0+maven.finchley.sr2",
        "20260101, 20260101"
    })
    void saysItsVersionAsPythonReadsIt(String maven, String python) {
        Identity identity = new Identity("g", "a", maven, Optional.empty());

        assertThat(identity.pythonVersion()).hasToString(python);
    }
}
