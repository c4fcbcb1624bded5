package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelRecordTest {

    @Test
    void readsQuotedPathsAndBothLineEnds() {
        WheelRecord record = WheelRecord.parse(
                "\"ro,1.s1p\",sha256=abc,3\r\n\"a \"\"b\"\"\",sha256=d,4\nRECORD,,\r\n\nlast,sha256=e,5", "x.whl");

        assertThat(record.rows())
                .containsExactly(
                        new WheelRecord.Row("ro,1.s1p", "sha256=abc", "3"),
                        new WheelRecord.Row("a \"b\"", "sha256=d", "4"),
                        new WheelRecord.Row("RECORD", "", ""),
                        new WheelRecord.Row("last", "sha256=e", "5"));
    }

    @Test
    void readsALineEndInQuotesAsPartOfThePath() {
        assertThat(WheelRecord.parse("\"a\nb\",sha256=x,1\n", "x.whl").rows())
                .extracting(WheelRecord.Row::path)
                .containsExactly("a\nb");
    }

    @Test
    void readsAnEmptyRecord() {
        assertThat(WheelRecord.parse("", "x.whl").rows()).isEmpty();
    }

    @Test
    void writesRowsSortedAndQuotedIfNeeded() {
        String text = WheelRecord.text(List.of(
                WheelRecord.Row.unhashed("z/RECORD"),
                WheelRecord.Row.of("ro,1.s1p", Sha256.of("x".getBytes()), 1),
                WheelRecord.Row.of("a \"b\"", Sha256.of(new byte[0]), 0)));

        assertThat(text)
                .isEqualTo("\"a \"\"b\"\"\",sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n"
                        + "\"ro,1.s1p\",sha256=LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE,1\n"
                        + "z/RECORD,,\n");
        assertThat(WheelRecord.parse(text, "x.whl").rows()).hasSize(3);
    }
}
