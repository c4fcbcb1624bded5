package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestNameTest {

    private static final List<String> KNOWN = List.of("force", "platform", "port", "python", "skip");

    @ParameterizedTest
    @CsvSource({"froce, force", "platfrom, platform", "pythn, python", "pyhton, python", "sikp, skip", "prot, port"})
    void findsTheNameThatWasMeant(String name, String meant) {
        assertThat(ClosestName.of(name, KNOWN)).contains(meant);
    }

    @Test
    void findsNothingForOtherWords() {
        assertThat(ClosestName.of("index", KNOWN)).isEmpty();
        assertThat(ClosestName.of("force", List.of("force"))).isEmpty();
        assertThat(ClosestName.of("x".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
