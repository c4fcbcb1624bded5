package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.apache.maven.toolchain.model.ToolchainModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which a Python is selected, and the errors of a selection. */
class HostPythonTest {

    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path folder;

    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private Path python;
    private Toolchain selected;

    @BeforeEach
    void install() throws Exception {
        python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        request.getToolchains()
                .put(
                        "python",
                        List.of(PythonToolchainTest.model("<pythonExecutable>" + python + "</pythonExecutable>")));
    }

    @Test
    void selectsNothingByDefault() {
        assertThat(find(Optional.empty(), NONE)).isEmpty();
    }

    @Test
    void prefersTheParameterToToolchains() {
        selected = new PythonToolchain(new ToolchainModel(), Path.of("/opt/other"));

        assertThat(find(Optional.of("./python3"), NONE)).map(Path::normalize).contains(python);
        assertThat(find(Optional.empty(), NONE)).contains(Path.of("/opt/other"));
        assertThat(find(Optional.empty(), Map.of("version", "3.11"))).contains(python);
    }

    @Test
    void findsAProgramByItsNameOnPath() {
        assertThat(find(Optional.of("sh"), NONE))
                .hasValueSatisfying(program ->
                        assertThat(program).isAbsolute().isExecutable().hasFileName("sh"));
    }

    @Test
    void reportsAMissingProgram() {
        Golden.assertMatches("maven/python-not-on-path.txt", message(Optional.of("python3.99"), NONE));
        Golden.assertMatches("maven/python-not-there.txt", message(Optional.of("bin/python3"), NONE));
    }

    @Test
    void reportsAMissingToolchain() {
        Golden.assertMatches(
                "maven/toolchain-missing.txt",
                message(Optional.empty(), Map.of("version", "3.14")).replace(folder.toString(), "FOLDER"));
    }

    @Test
    void reportsAToolchainWithoutProgram() throws Exception {
        request.getToolchains()
                .put("python", List.of(PythonToolchainTest.model("<pythonHome>/opt/missing</pythonHome>")));

        Golden.assertMatches("maven/toolchain-damaged.txt", message(Optional.empty(), Map.of("version", "3.11")));
    }

    private String message(Optional<String> executable, Map<String, String> requirements) {
        return catchThrowable(() -> find(executable, requirements)).getMessage();
    }

    private Optional<Path> find(Optional<String> executable, Map<String, String> requirements) {
        @SuppressWarnings("deprecation")
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        return new HostPython(new Selected(), session, folder, executable, requirements).find(Progress.SILENT);
    }

    /** Selection of maven-toolchains-plugin. */
    private final class Selected implements ToolchainManager {

        @Override
        public Toolchain getToolchainFromBuildContext(String type, MavenSession session) {
            return selected;
        }

        @Override
        public List<Toolchain> getToolchains(MavenSession session, String type, Map<String, String> requirements) {
            return List.of();
        }
    }
}
