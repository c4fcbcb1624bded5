package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardAdditionsTest {

    @TempDir
    Path folder;

    @Test
    void readsTheFilesOfSetuptools() throws IOException {
        Files.writeString(folder.resolve("base.in"), "flask # web\n");
        Files.writeString(folder.resolve("db.txt"), "psycopg\n");
        SetuptoolsDynamic dynamic = SetuptoolsDynamic.of(project("""
                        [tool.setuptools.dynamic]
                        dependencies = {file = ["base.in"]}
                        optional-dependencies.db = {file = "db.txt"}
                        """), folder, FileScope.NONE.with(folder))
                .orElseThrow();

        assertThat(dynamic.dependencies()).hasToString("[flask (base.in:1)]");
        assertThat(dynamic.extras(List.of(ExtraName.parse("db")))).hasToString("[psycopg (db.txt:1)]");
        assertThat(catchThrowableOfType(UserException.class, () -> dynamic.extras(List.of(ExtraName.parse("dev")))))
                .hasMessage("`pyproject.toml` has no extra `dev`\n    known: db");
    }

    @Test
    void readsTheGroupsAndSourcesOfPdm() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        PdmDeclaration pdm = PdmDeclaration.of(project("""
                        [tool.pdm.dev-dependencies]
                        test = ["pytest>=8", "-e file:///${PROJECT_ROOT}/lib#egg=own"]
                        bad = ["-e lib"]
                        [[tool.pdm.source]]
                        name = "internal"
                        """), folder).orElseThrow();

        assertThat(pdm.groups()).map(ExtraName::value).containsExactly("bad", "test");
        assertThat(pdm.group(ExtraName.parse("test")))
                .hasToString("[pytest>=8 (pyproject.toml:2), own @ "
                        + folder.resolve("lib").toUri() + " (pyproject.toml:2)]");
        assertThat(pdm.sources().sources()).hasSize(1);
        assertThat(catchThrowableOfType(UserException.class, () -> pdm.group(ExtraName.parse("bad"))))
                .hasMessageContaining("`-e lib` names no package (pyproject.toml:3)");
    }

    @Test
    void replacesTheFolderOfTheProjectInUrls() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        DeclaredRequirement hatch =
                DeclaredRequirement.parse("own @ {root:uri}/lib", SourceLocation.of("pyproject.toml"));
        DeclaredRequirement other =
                DeclaredRequirement.parse("own @ https://files.example.org/a.whl", SourceLocation.of("x"));

        assertThat(new ProjectRoot(folder).expand(hatch))
                .hasToString("own @ " + folder.resolve("lib").toUri() + " (pyproject.toml)");
        assertThat(new ProjectRoot(folder).expand(other)).isSameAs(other);
    }

    private static PyProject project(String text) {
        return PyProject.parse(text.getBytes(StandardCharsets.UTF_8), "pyproject.toml");
    }
}
