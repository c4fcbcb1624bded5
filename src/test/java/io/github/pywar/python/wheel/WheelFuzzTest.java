package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

class WheelFuzzTest {

    private static final String DEMO = "demo-1.0-py3-none-any.whl";

    @TempDir
    Path folder;

    @FuzzTarget
    void opensWheels(FuzzInput input) throws Exception {
        input.read(() -> {
            Wheel wheel = open(input.bytes());
            wheel.recordFaults();
            Metadata.parse(wheel.metadata());
            wheel.entryPoints();
            wheel.verify();
        });
    }

    @FuzzTarget
    void readsMetadataOfRanges(FuzzInput input) throws Exception {
        input.read(() -> {
            byte[] wheel = input.bytes();
            WheelMetadata.read(TestRanges.withTail(ByteRanges.of(wheel), Math.min(300, wheel.length)), DEMO);
            WheelMetadata.read(ByteRanges.of(wheel), DEMO);
        });
    }

    @FuzzTarget
    void readsRecords(FuzzInput input) throws Exception {
        input.read(() -> {
            WheelRecord record = WheelRecord.parse(input.text(), "demo");
            String written = "\uFEFF" + WheelRecord.text(record.rows()); // a path may begin with a byte order mark
            assertThat(new HashSet<>(WheelRecord.parse(written, "demo").rows()))
                    .isEqualTo(new HashSet<>(record.rows()));
            open(demo().file("demo-1.0.dist-info/RECORD", input.bytes()).bytes())
                    .recordFaults();
        });
    }

    @FuzzTarget
    void readsDescriptions(FuzzInput input) throws Exception {
        input.read(() -> {
            WheelInfo.parse(input.text(), "demo").isNewer();
            open(demo().wheelFile(input.text()).bytes());
        });
    }

    /** A part of a wheel is no wheel. */
    @FuzzTarget
    void refusesParts(FuzzInput input) throws Exception {
        byte[] wheel = input.bytes();
        long end = wheel.length - trailing(wheel).orElse(wheel.length);
        int step = Math.max(1, wheel.length / 400);
        for (int length = 0; length < end; length += step) {
            assertThat(trailing(Arrays.copyOf(wheel, length))).isEmpty();
        }
    }

    /** Returns the number of bytes behind a wheel; empty if the content is no wheel. */
    private OptionalLong trailing(byte[] content) throws Exception {
        OptionalLong[] trailing = {OptionalLong.empty()};
        new FuzzInput("a part", content).read(() -> {
            Wheel wheel = open(content);
            wheel.verify();
            trailing[0] = OptionalLong.of(wheel.trailing());
        });
        return trailing[0];
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    private Wheel open(byte[] content) throws IOException {
        return Wheel.open(Files.write(folder.resolve(DEMO), content));
    }
}
