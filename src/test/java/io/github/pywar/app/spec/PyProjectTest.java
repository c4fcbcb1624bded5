package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.spec.PyProject.Text;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyProjectTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatAnArchiveNeeds() throws IOException {
        PyProject project = read("""
                [project]
                name = "shop"
                version = "1.2"
                dependencies = [
                  "flask>=3",
                  "sqlalchemy",
                ]
                [project.optional-dependencies]
                "db.pg" = ["psycopg"]
                [project.scripts]
                shop-admin = "shop.cli:main"
                [project.entry-points."flask.commands"]
                seed = "shop.cli:seed"
                """);

        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.version()).contains("1.2");
        assertThat(project.dependencies()).containsExactly(new Text("flask>=3", 5), new Text("sqlalchemy", 6));
        assertThat(project.optionalDependencies()).containsOnlyKeys("db.pg");
        assertThat(project.entryPoints())
                .isEqualTo(Map.of(
                        "console_scripts", Map.of("shop-admin", "shop.cli:main"),
                        "flask.commands", Map.of("seed", "shop.cli:seed")));
    }

    @Test
    void isNotThereWithoutItsTable() throws IOException {
        assertThat(PyProject.read(folder.resolve("pyproject.toml"))).isEmpty();
        write("[tool.black]\nline-length = 100\n");
        assertThat(PyProject.read(folder.resolve("pyproject.toml"))).isEmpty();
    }

    @Test
    void tellsWhichKeyIsWrong() {
        String told = refusal("[project]\nname = 'a'\ndependencies = 'flask'\n") + "\n\n"
                + refusal("[project]\nname = 'a'\nscripts = ['x']\n") + "\n\n" + refusal("[project]\nname = 1\n")
                + "\n\n"
                + refusal("[project]\nversion = '1'\n");

        Golden.assertMatches("spec/pyproject.txt", told);
    }

    private String refusal(String text) {
        return catchThrowableOfType(UserException.class, () -> read(text)).getMessage();
    }

    private PyProject read(String text) throws IOException {
        write(text);
        return PyProject.read(folder.resolve("pyproject.toml")).orElseThrow();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), text);
    }
}
