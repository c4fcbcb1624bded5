package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.PrereleaseMode;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipfileTest {

    @TempDir
    Path folder;

    @Test
    void readsThePackages() {
        assertThat(packages("""
                        [packages]
                        flask = "*"
                        requests = ">=2.31,<3"
                        six = "1.16"
                        "uvicorn[standard]" = "~=0.30"
                        celery = {version = "==5.*", extras = ["redis"], index = "internal"}
                        pywin32 = {version = "*", sys_platform = "== 'win32'", markers = "python_version > '3'"}
                        tomli = {version = "*", python_version = "< 3.11"}
                        """))
                .containsExactly(
                        "flask (Pipfile:2)",
                        "requests<3,>=2.31 (Pipfile:3)",
                        "six==1.16 (Pipfile:4)",
                        "uvicorn[standard]~=0.30 (Pipfile:5)",
                        "celery[redis]==5.* (Pipfile:6)",
                        "pywin32; python_version > \"3\" and sys_platform == \"win32\" (Pipfile:7)",
                        "tomli; python_version < \"3.11\" (Pipfile:8)");
    }

    @Test
    void locatesRepositoriesPathsAndFiles() throws IOException {
        Files.createDirectory(folder.resolve("lib"));

        assertThat(packages("""
                        [packages]
                        one = {git = "https://code.example.org/one.git", ref = "v1", editable = true}
                        two = {hg = "https://code.example.org/two", subdirectory = "py"}
                        three = {path = "./lib", editable = true}
                        four = {file = "https://files.example.org/four-1.0.zip"}
                        """))
                .containsExactly(
                        "one @ git+https://code.example.org/one.git@v1 (Pipfile:2)",
                        "two @ hg+https://code.example.org/two#subdirectory=py (Pipfile:3)",
                        "three @ " + folder.resolve("lib").toUri() + " (Pipfile:4)",
                        "four @ https://files.example.org/four-1.0.zip (Pipfile:5)");
    }

    @Test
    void readsOtherTablesAsGroups() {
        Pipfile pipfile = pipfile("""
                [packages]
                [dev-packages]
                pytest = "*"
                [prod]
                gunicorn = "*"
                [scripts]
                run = "flask run"
                """);

        assertThat(pipfile.groups()).map(ExtraName::value).containsExactly("dev", "dev-packages", "prod");
        assertThat(pipfile.packages().requirements()).isEmpty();
        assertThat(pipfile.group(ExtraName.parse("dev")).requirements()).hasToString("[pytest (Pipfile:3)]");
    }

    @Test
    void readsPythonSourcesAndPrereleases() {
        Pipfile pipfile = pipfile("""
                [[source]]
                name = "internal"
                url = "https://index.example.org/simple"
                [packages]
                own = {version = "*", index = "internal"}
                [requires]
                python_version = "3.11"
                [pipenv]
                allow_prereleases = true
                """);

        assertThat(pipfile.python().orElseThrow().versions()).hasToString("==3.11.*");
        assertThat(pipfile.packages().sources()).hasSize(1);
        assertThat(pipfile.packages().sourceOf()).containsOnlyKeys(PackageName.parse("own"));
        assertThat(pipfile.packages().prereleases()).contains(PrereleaseMode.ALWAYS);
    }

    @Test
    void reportsAllErrors() {
        Golden.assertMatches(
                "declaration/pipfile.txt",
                catchThrowableOfType(UserException.class, () -> packages("""
                                [packages]
                                flask = ">=0.5.0.<0.6.0"
                                redis = {verison = "*"}
                                "-e ." = "*"
                                both = {git = "https://code.example.org/a.git", file = "a"}
                                gone = {path = "gone"}
                                """)).getMessage());
    }

    private List<String> packages(String text) {
        return pipfile(text).packages().requirements().stream()
                .map(DeclaredRequirement::toString)
                .toList();
    }

    private Pipfile pipfile(String text) {
        return Pipfile.parse(text.getBytes(StandardCharsets.UTF_8), folder);
    }
}
