package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of a source distribution that take long to read with an ordinary regular expression. */
class LongTextsTest {

    @TempDir
    Path folder;

    @Test
    void readsAModuleOfOneRepeatedName() throws Exception {
        Path module = Files.writeString(folder.resolve("module.py"), "__version__".repeat(90_000));

        Effort.assertBounded(
                () -> "__version__",
                () -> assertThat(ModuleLiterals.read(module).orElseThrow().version())
                        .isEmpty());
    }

    @Test
    void readsIgnoredNamesOfManyWildcards() throws Exception {
        Files.writeString(folder.resolve(".gitignore"), "*a".repeat(2_000) + "b\n");
        List<String> paths = List.of("a".repeat(2_000));

        Effort.assertBounded(
                () -> "*a",
                () -> assertThat(IgnoreRules.mayIgnore(folder, paths)).isFalse());
    }

    @Test
    void comparesNoMorePathsThanTakeSeconds() throws Exception {
        Files.writeString(folder.resolve(".gitignore"), "**/x\n".repeat(200_000));

        Effort.assertBounded(
                () -> "**/x",
                () -> assertThat(IgnoreRules.mayIgnore(folder, Collections.nCopies(10_000, "demo/module.py")))
                        .isTrue());
    }

    @Test
    void readsAConfigurationOfBlankLines() throws Exception {
        for (String unit : List.of("\n", " ", "#\n", "[mypy]\n", "[egg_info] ")) {
            Files.writeString(folder.resolve("setup.cfg"), unit.repeat((1 << 16) / unit.length()));
            Files.writeString(folder.resolve("pyproject.toml"), """
                    [build-system]
                    requires = ["setuptools"]
                    build-backend = "setuptools.build_meta"
                    [project]
                    name = "demo"
                    version = "1.0"
                    """);
            Files.createDirectories(folder.resolve("demo"));
            Files.writeString(folder.resolve("demo/__init__.py"), "");

            Effort.assertBounded(
                    () -> unit,
                    () -> PureWheel.build(new SourceTree(folder), Files.createTempDirectory(folder, "built")));
        }
    }
}
