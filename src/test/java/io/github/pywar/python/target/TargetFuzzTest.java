package io.github.pywar.python.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class TargetFuzzTest {

    /** A Python, a platform and a C library, one a line. */
    @FuzzTarget
    void readsTargets(FuzzInput input) throws Exception {
        input.read(() -> {
            PythonVersion python = PythonVersion.parse(input.line(0));
            assertThat(PythonVersion.parse(python.toString())).isEqualTo(python);
            Platform platform = Platform.parse(input.line(1));
            assertThat(Platform.parse(platform.toString())).hasToString(platform.toString());
            assertThat(TargetEnvironment.of(python, platform).tags()).isNotNull();
            Libc libc = Libc.parse(input.line(2));
            assertThat(Libc.parse(libc.toString())).isEqualTo(libc);
            platform.withLibc(libc).tags();
        });
    }
}
