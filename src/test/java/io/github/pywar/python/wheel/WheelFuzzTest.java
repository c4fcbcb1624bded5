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
            assertThat(new HashSet<>(WheelRecord.parse(WheelRecord.text(record.rows()), "demo")
                            .rows()))
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
        int step = Math.max(1, wheel.length / 400);
        for (int length = 0; length < wheel.length && isWheel(wheel); length += step) {
            assertThat(isWheel(Arrays.copyOf(wheel, length))).isFalse();
        }
    }

    private boolean isWheel(byte[] content) throws Exception {
        boolean[] isWheel = {false};
        new FuzzInput("a part", content).read(() -> {
            open(content).verify();
            isWheel[0] = true;
        });
        return isWheel[0];
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    private Wheel open(byte[] content) throws IOException {
        return Wheel.open(Files.write(folder.resolve(DEMO), content));
    }
}
