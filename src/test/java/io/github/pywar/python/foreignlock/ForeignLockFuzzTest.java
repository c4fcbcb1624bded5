package io.github.pywar.python.foreignlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ForeignLockFuzzTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    @TempDir
    Path folder;

    @FuzzTarget
    void readsUvLocks(FuzzInput input) throws Exception {
        pins("uv.lock", input);
    }

    @FuzzTarget
    void readsPoetryLocks(FuzzInput input) throws Exception {
        pins("poetry.lock", input);
    }

    @FuzzTarget
    void readsPdmLocks(FuzzInput input) throws Exception {
        pins("pdm.lock", input);
    }

    @FuzzTarget
    void readsPipfileLocks(FuzzInput input) throws Exception {
        pins("Pipfile.lock", input);
    }

    private void pins(String name, FuzzInput input) throws Exception {
        Path file = Files.write(folder.resolve(name), input.bytes());
        ForeignLockRequest request =
                new ForeignLockRequest(TARGET, Optional.of(PackageName.parse("shop")), List.of(), List.of(), List.of());
        input.read(() -> assertThat(ForeignLock.read(file, folder, FileScope.NONE)
                        .pins(request)
                        .pins())
                .doesNotContainNull());
        Files.delete(file);
    }
}
