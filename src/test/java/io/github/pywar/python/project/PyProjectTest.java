package io.github.pywar.python.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyProjectTest {

    private static final String SHOP = """
            [build-system]
            requires = ["hatchling"]

            [project]
            name = "My_Shop"
            version = "1.0.0rc1"
            description = "Sells things"
            requires-python = ">=3.9"
            dependencies = [
              "flask>=3",
              "redis; sys_platform == 'linux'",
            ]
            [project.optional-dependencies]
            gui = ["pillow"]
            Cli = ["click"]
            all = ["my-shop[gui,cli]", "my.shop[all]; python_version < '3.9'"]
            old = ["my-shop[cli]; python_version < '3.9'"]
            [project.scripts]
            shop = "shop.cli:main"
            [project.entry-points."flask.commands"]
            seed = "shop.seed"
            """;

    @Test
    void readsTheProjectTable() {
        PyProject project = parse("\uFEFF" + SHOP);

        assertThat(project.name()).hasValueSatisfying(name -> assertThat(name).hasToString("my-shop"));
        assertThat(project.version())
                .hasValueSatisfying(version -> assertThat(version).hasToString("1.0.0rc1"));
        assertThat(project.description()).isEqualTo("Sells things");
        assertThat(project.requiresPython()).hasToString(">=3.9");
        assertThat(project.scripts()).isEqualTo(Map.of("shop", "shop.cli:main"));
        assertThat(project.guiScripts()).isEmpty();
        assertThat(project.entryPoints()).isEqualTo(Map.of("flask.commands", Map.of("seed", "shop.seed")));
        assertThat(project.extras()).map(ExtraName::value).containsExactly("all", "cli", "gui", "old");
        assertThat(requirements(project))
                .containsExactly(
                        "flask>=3 (pyproject.toml:10)", "redis; sys_platform == \"linux\" (pyproject.toml:11)");
    }

    @Test
    void expandsExtrasThatRequireTheProject() {
        assertThat(requirements(parse(SHOP), "all"))
                .hasSize(4)
                .contains("pillow (pyproject.toml:14)", "click (pyproject.toml:15)");
        assertThat(requirements(parse(SHOP), "old")).contains("click; python_version < \"3.9\" (pyproject.toml:15)");
    }

    @Test
    void acceptsAnApplicationOfPdmWithoutName() {
        PyProject project = parse("[project]\nname = ''\nversion = ''\ndependencies = ['flask']\n");

        assertThat(project.name()).isEmpty();
        assertThat(project.version()).isEmpty();
        assertThat(requirements(project)).containsExactly("flask (pyproject.toml:4)");
    }

    @Test
    void acceptsAFileWithoutProject() {
        PyProject project = parse("[tool.black]\nline-length = 100\n");

        assertThat(project.hasProject()).isFalse();
        assertThat(requirements(project)).isEmpty();
        assertThat(project.groups().names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no-name         | version = "1"
                    bad-version     | name = "shop";version = "one"
                    bad-python      | name = "shop";requires-python = ">=3.x"
                    not-a-list      | name = "shop";dependencies = "flask"
                    not-texts       | name = "shop";dependencies = ["flask", 3]
                    malformed       | name = "shop";dependencies = ["flask", "six>="," =x"]
                    dynamic         | name = "shop";dynamic = ["dependencies"]
                    unknown-extra   | name = "shop";optional-dependencies = {gui = []}
                    """)
    void reportsInvalidFields(String name, String table) {
        String message;
        try {
            message = "accepted: "
                    + parse("[project]\n" + table.replace(';', '\n') + "\n")
                            .requirements(name.equals("unknown-extra") ? List.of(ExtraName.parse("cli")) : List.of());
        } catch (UserException e) {
            message = e.getMessage();
        }
        Golden.assertMatches("pyproject/" + name + ".txt", message);
    }

    private static List<String> requirements(PyProject project, String... extras) {
        return project.requirements(Stream.of(extras).map(ExtraName::parse).toList()).stream()
                .map(DeclaredRequirement::toString)
                .toList();
    }

    private static PyProject parse(String toml) {
        return PyProject.parse(toml.getBytes(StandardCharsets.UTF_8), "pyproject.toml");
    }

    /** Two includes on each of 25 levels: each level doubles the work. */
    @Test
    @Timeout(60)
    void limitsTheNumberOfIncludes() {
        StringBuilder text =
                new StringBuilder("[project]\nname = 'shop'\nversion = '1'\n[project.optional-dependencies]\n");
        for (int i = 0; i < 24; i++) {
            text.append("e%d = ['shop[e%d]', 'SHOP[e%d]']\n".formatted(i, i + 1, i + 1));
        }
        text.append("e24 = ['flask']\n[dependency-groups]\n");
        for (int i = 0; i < 24; i++) {
            text.append("g%d = [{include-group = 'g%d'}, {include-group = 'g%d'}]\n".formatted(i, i + 1, i + 1));
        }
        PyProject project = parse(text + "g24 = ['flask']\n");

        assertThatThrownBy(() -> project.requirements(List.of(ExtraName.parse("e0"))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Extras of `pyproject.toml` include each other more than 10000 times");
        assertThatThrownBy(() -> project.groups().resolve(ExtraName.parse("g0")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Dependency groups include each other more than 10000 times");
        assertThat(project.groups().resolve(ExtraName.parse("g15"))).hasSize(512);
    }

    @Test
    void limitsTheDepthOfIncludes() {
        StringBuilder text = new StringBuilder("[dependency-groups]\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("g%d = [{include-group = 'g%d'}]\n".formatted(i, i + 1));
        }
        PyProject project = parse(text + "g20000 = ['flask']\n");

        assertThatThrownBy(() -> project.groups().resolve(ExtraName.parse("g0")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("more than 100 levels deep");
    }
}
