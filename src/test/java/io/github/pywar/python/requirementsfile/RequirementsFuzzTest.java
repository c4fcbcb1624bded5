package io.github.pywar.python.requirementsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class RequirementsFuzzTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    @TempDir
    Path folder;

    @FuzzTarget
    void readsFiles(FuzzInput input) throws Exception {
        Files.writeString(folder.resolve("more.txt"), "click\n-r requirements.txt\n");
        Files.writeString(folder.resolve("pins.txt"), "click<9\n");
        Path file = Files.write(folder.resolve("requirements.txt"), input.bytes());
        input.read(() -> {
            RequirementsFile read = RequirementsFile.read(file, name -> name.equals("TOKEN") ? "a\\b" : null);
            assertThat(read.requirements(TARGET.markers())).doesNotContainNull();
            assertThat(read.constraints(TARGET.markers())).doesNotContainNull();
        });
    }

    @FuzzTarget
    void readsTextsOfPoms(FuzzInput input) throws Exception {
        input.read(() -> RequirementsFile.ofTexts(List.of(input.text()), "<requirements>", folder, false)
                .requirements(TARGET.markers()));
    }
}
