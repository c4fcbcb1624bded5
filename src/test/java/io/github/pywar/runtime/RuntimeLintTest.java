package io.github.pywar.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * ruff and mypy over the Python of the runtime and of its tests.
 *
 * <p>Their settings are in {@code .ruff.toml} and {@code .mypy.ini}. pip installs both in {@code target/tools} from the
 * package index of this machine. {@code mvn -Plint test} runs only this class.
 */
class RuntimeLintTest {

    private static final String RUFF = "ruff==0.17.6";
    /** The last version that checks code for Python 3.8. */
    private static final String MYPY = "mypy==1.14.1";

    /** Another version of a tool has another folder. */
    private static final Path SITE =
            Path.of("target", "tools", RUFF + "-" + MYPY).toAbsolutePath();

    @BeforeAll
    static void installTools() {
        if (Files.notExists(SITE.resolve("mypy")) || Files.notExists(SITE.resolve("ruff"))) {
            Tool.Result installed = Tool.run(
                    Path.of("."), "python3", "-m", "pip", "install", "-q", "--target", SITE.toString(), RUFF, MYPY);
            assertThat(installed.exit()).as(installed.output()).isZero();
        }
    }

    @Test
    void ruffFindsNothing() {
        assertPasses("ruff", "check", "--no-cache", "--output-format", "concise");
    }

    @Test
    void mypyFindsNothing() {
        assertPasses(
                "mypy",
                "--config-file",
                ".mypy.ini",
                "--cache-dir",
                SITE.resolve("cache").toString());
    }

    private static void assertPasses(String tool, String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "-m";
        words[1] = tool;
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        Tool.Result done = Tool.run(Path.of("."), Map.of("PYTHONPATH", SITE.toString()), "python3", words);
        assertThat(done.exit()).as(done.output()).isZero();
    }
}
