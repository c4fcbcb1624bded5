package io.github.pywar.python.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;

class LockFuzzTest {

    private static final LockRequest REQUEST =
            LockRequest.of(TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64")));

    /** A lock that is written and read again is written in the same way. */
    @FuzzTarget
    void readsLocks(FuzzInput input) throws Exception {
        input.read(() -> {
            LockFile lock = LockFile.parse(input.bytes(), "pylock.toml");
            String text = withoutTools(lock).toToml();
            assertThat(LockFile.parse(text.getBytes(StandardCharsets.UTF_8), "written")
                            .toToml())
                    .isEqualTo(text);
            lock.select(REQUEST);
        });
    }

    /** Tables of other tools may have values that the product never writes. */
    private static LockFile withoutTools(LockFile lock) {
        LockFile.Builder builder = LockFile.builder(lock.createdBy())
                .requiresPython(lock.requiresPython())
                .extras(lock.extras())
                .groups(lock.groups())
                .defaultGroups(lock.defaultGroups());
        lock.environments().ifPresent(builder::environments);
        lock.packages().forEach(builder::add);
        return builder.build();
    }
}
