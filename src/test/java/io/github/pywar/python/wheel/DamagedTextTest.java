package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.EntryPoints;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.testing.Effort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged texts of a wheel are read or refused with a message, in short time and little memory. */
class DamagedTextTest extends WheelFixture {

    private static final String METADATA = """
            Metadata-Version: 2.4
            Name: demo
            Version: 1.0
            Summary: a demo
            Requires-Python: >=3.8,<4
            Requires-Dist: flask[async]>=3; python_version >= "3.8" and extra == "web"
            Requires-Dist: requests @ https://index.example.org/requests-1-py3-none-any.whl
            Provides-Extra: web
            License-Expression: MIT OR Apache-2.0
            Description-Content-Type: text/markdown

            A demo.
            """;

    /** The longest texts that are read, made of one repeated element. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "a,,\n", ",", "\"", "\"\n", "\"\",", "a", "A:\n", "A: b\n", " \n", "[", "[a]\n", "\0"})
    void refusesOrReadsTheLongestTexts(String unit) throws Exception {
        String record = text("", unit, 32 << 20);
        bounded(unit, () -> WheelRecord.read(record, "demo"));
        String about = text("Wheel-Version: 1.0\n", unit, 1 << 20);
        bounded(unit, () -> WheelInfo.parse(about, "demo"));
        String points = text("[console_scripts]\n", unit, 1 << 20);
        bounded(unit, () -> EntryPoints.parse(points));
        byte[] metadata = filled(METADATA, unit, WheelMetadata.LARGEST);
        bounded(unit, () -> Metadata.parse(metadata));
        byte[] header = filled(METADATA.strip().replace("\n\nA demo.", "\n"), unit, WheelMetadata.LARGEST);
        bounded(unit, () -> Metadata.parse(header));
    }

    private static String text(String begin, String unit, int length) {
        return new String(filled(begin, unit, length), StandardCharsets.UTF_8);
    }

    private static byte[] filled(String begin, String unit, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + unit.length());
        out.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
        byte[] block = unit.repeat(1 + 4096 / unit.length()).getBytes(StandardCharsets.UTF_8);
        while (out.size() < length) {
            out.writeBytes(block);
        }
        return Arrays.copyOf(out.toByteArray(), length);
    }

    /** Any unexpected exception fails the test with its stack trace. */
    private static void bounded(String input, Effort.Reading reading) throws Exception {
        Effort.assertBounded(() -> input, () -> {
            try {
                reading.run();
            } catch (UserException | IOException refused) {
                assertThat(refused.getMessage()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError(input, e);
            }
        });
    }
}
