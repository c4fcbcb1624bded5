package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The constraints of a project with a recorded lock are the pins that the tool exports, with all extras and groups. */
class RecordedDeclarationsTest {

    private static final Path RECORDED = Path.of("src/test/resources/foreignlock/recorded");
    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.12.1"), Platform.parse("linux-x86_64"));

    @TestFactory
    Stream<DynamicTest> pinsWhatTheToolExports() throws IOException {
        try (Stream<Path> folders = Files.list(RECORDED)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
        }
    }

    private static void compare(Path folder) throws IOException {
        boolean isPipenv = Files.exists(folder.resolve("Pipfile"));
        String selection = isPipenv ? "group=dev-packages" : "extra=one+group=tools";
        Path pyproject = folder.resolve("pyproject.toml");
        DependencySources sources = new DependencySources(
                List.of(),
                List.of(),
                isPipenv ? List.of() : List.of("one"),
                List.of(isPipenv ? "dev-packages" : "tools"),
                Map.of());
        DeclaredDependencies declared = sources.read(
                folder,
                isPipenv ? Optional.empty() : Optional.of(PyProject.read(pyproject)),
                TARGET,
                new TestProgress());

        assertThat(texts(declared.constraints())).isEqualTo(texts(exported(folder, selection)));
        assertThat(declared.requirements())
                .isNotEmpty()
                .hasSizeLessThan(declared.constraints().size());
    }

    private static List<DeclaredRequirement> exported(Path folder, String selection) throws IOException {
        return RequirementsFile.read(
                        folder.resolve(selection + ".exported.txt"), FileScope.NONE.with(folder), name -> null)
                .requirements(TARGET.markers());
    }

    private static List<String> texts(List<DeclaredRequirement> pins) {
        return pins.stream()
                .map(pin -> pin.requirement().name().value() + pin.requirement().specifiers() + pin.hashes())
                .sorted()
                .toList();
    }
}
