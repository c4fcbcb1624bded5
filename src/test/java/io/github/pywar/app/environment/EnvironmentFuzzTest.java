package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFuzzTest {

    @TempDir
    Path folder;

    /** A state that is written and read again is the same. */
    @FuzzTarget
    void readsStates(FuzzInput input) throws Exception {
        Files.write(folder.resolve(EnvironmentState.FILE), input.bytes());
        input.read(() -> {
            Optional<EnvironmentState> state = EnvironmentState.read(folder);
            if (state.isPresent() && state.get().folder().equals(folder.toString())) {
                state.get().write();
                assertThat(EnvironmentState.read(folder)).isEqualTo(state);
            }
        });
    }
}
