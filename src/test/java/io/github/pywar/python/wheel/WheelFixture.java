package io.github.pywar.python.wheel;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of wheels that are built and opened. */
abstract class WheelFixture {

    @TempDir
    Path folder;

    static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    static TestWheel wheel(Consumer<TestWheel> change) {
        TestWheel wheel = demo();
        change.accept(wheel);
        return wheel;
    }

    Wheel open(TestWheel wheel) throws IOException {
        return Wheel.open(wheel.write(folder));
    }

    static ByteSource content(Wheel wheel, String path) {
        return wheel.files().get(path).orElseThrow().content();
    }
}
