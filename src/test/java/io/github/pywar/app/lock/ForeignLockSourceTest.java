package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.TestSdist;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of other tools that pin source code. */
class ForeignLockSourceTest extends LockFixture {

    private static final String UV = "version = 1\nrequires-python = \">=3.8\"\n";

    @BeforeEach
    void allowBuilds() {
        index.add(BackendWheels.hooks());
        addWeb();
        project.python = BackendWheels.python().series();
        project.builds = BuildPolicy.PURE;
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("PIP_") || name.startsWith("UV_"));
        project.variables = variables;
    }

    @Test
    void buildsAMemberOfAWorkspace() throws IOException {
        TestSdist.of("detect", "1.0").metadata("Requires-Dist: six").unpack(folder.resolve("libs/detect"));
        AppSpec spec = spec(
                "[tool.uv.sources]\ndetect = { workspace = true }\n",
                "[[package]]\nname = \"detect\"\nversion = \"1.0\"\nsource = { editable = \"libs/detect\" }\n"
                        + "dependencies = [{ name = \"six\" }]\n"
                        + "[[package]]\nname = \"six\"\nversion = \"1.0\"\nsource = { registry = \"https://index.example.org\" }\n",
                "{ name = \"detect\", editable = \"libs/detect\" }");
        project.lock(spec);

        assertThat(files(spec)).containsExactly("detect-1.0-py3-none-any.whl", "six-1.0-py3-none-any.whl");
        assertThat(project.text())
                .contains("directory = {path = \"libs/detect\"}")
                .doesNotContain(folder.toString());
    }

    @Test
    void buildsASourceDistributionWithItsHash() throws IOException {
        TestSdist sdist = TestSdist.of("detect", "1.0");
        index.add(sdist.fileName(), sdist.bytes());

        assertThat(files(pinned(Sha256.of(sdist.bytes()).hex()))).containsExactly("detect-1.0-py3-none-any.whl");
    }

    @Test
    void refusesASourceDistributionWithAnotherHash() {
        TestSdist sdist = TestSdist.of("detect", "1.0");
        index.add(sdist.fileName(), sdist.bytes());

        assertThatThrownBy(() -> files(pinned("0".repeat(64))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no file with an allowed hash");
    }

    private AppSpec pinned(String hash) throws IOException {
        return spec(
                "",
                "[[package]]\nname = \"detect\"\nversion = \"1.0\"\nsource = { registry = \"https://index.example.org\" }\n"
                        + "sdist = { url = \"https://files.example.org/detect-1.0.tar.gz\", hash = \"sha256:" + hash
                        + "\" }\n",
                "{ name = \"detect\" }");
    }

    private AppSpec spec(String settings, String packages, String recorded) throws IOException {
        Files.writeString(
                folder.resolve("pyproject.toml"),
                "[project]\nname = \"shop\"\nversion = \"1.0\"\ndependencies = [\"detect\"]\n" + settings);
        Files.writeString(
                folder.resolve("uv.lock"),
                UV + packages + "[[package]]\nname = \"shop\"\nversion = \"1.0\"\nsource = { virtual = \".\" }\n"
                        + "dependencies = [{ name = \"detect\" }]\n[package.metadata]\nrequires-dist = [" + recorded
                        + "]\n");
        TargetEnvironment target =
                TargetEnvironment.of(PythonVersion.parse(project.python), Platform.parse(project.platform));
        DeclaredDependencies declared = new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of())
                .read(folder, Optional.of(PyProject.read(folder.resolve("pyproject.toml"))), target, project.progress);
        return project.spec(declared);
    }

    private List<String> files(AppSpec spec) throws IOException {
        return LockedOrResolvedLibraries.of(project.settings(), project.sources())
                .libraries(spec, project.progress)
                .stream()
                .map(Library::wheel)
                .map(wheel -> wheel.fileName())
                .toList();
    }
}
