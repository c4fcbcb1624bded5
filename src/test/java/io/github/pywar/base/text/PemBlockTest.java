package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Effort;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemBlockTest {

    @Test
    void readsABlockOfBlanksInLittleTime() throws Exception {
        String text = "-----BEGIN PRIVATE KEY-----" + " ".repeat(60_000);

        Effort.assertBounded(
                () -> "blanks", () -> assertThat(PemBlock.allOf(text)).isEmpty());
    }

    @Test
    void readsAllBlocksAndSkipsOtherText() {
        List<PemBlock> blocks = PemBlock.allOf("""
                subject: a comment
                -----BEGIN CERTIFICATE-----
                AQID
                BA==
                -----END CERTIFICATE-----
                -----BEGIN PRIVATE KEY-----
                BQ==
                -----END PRIVATE KEY-----
                """);

        assertThat(blocks).extracting(PemBlock::label).containsExactly("CERTIFICATE", "PRIVATE KEY");
        assertThat(blocks.get(0).content()).containsExactly(1, 2, 3, 4);
        assertThat(blocks.get(1).content()).containsExactly(5);
    }

    @Test
    void skipsInvalidBlocks() {
        assertThat(PemBlock.allOf("-----BEGIN A-----\nAQID\n-----END B-----\n")).isEmpty();
        assertThat(PemBlock.allOf("-----BEGIN A-----\nAQIDB\n-----END A-----\n"))
                .isEmpty();
        assertThat(PemBlock.allOf("")).isEmpty();
    }
}
