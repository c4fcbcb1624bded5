package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of {@code src/bench} compile and read their arguments; the report of recorded figures is as expected. */
class BenchToolsTest {

    private static final Path TOOLS = Path.of("src", "bench").toAbsolutePath();
    private static final Path RECORDED =
            Path.of("src", "test", "resources", "bench").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void compiles() throws IOException {
        try (Stream<Path> files = Files.list(TOOLS)) {
            List<String> programs = files.map(Path::toString)
                    .filter(name -> name.endsWith(".py"))
                    .sorted()
                    .toList();
            assertThat(programs).hasSizeGreaterThan(10);
            for (String program : programs) {
                assertThat(python("-m", "py_compile", program)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench.py", "report.py", "start.py", "sets.py", "locks.py"})
    void printsItsOptions(String program) {
        assertThat(python(TOOLS.resolve(program).toString(), "--help")).contains("usage: " + program);
    }

    @Test
    void refusesAnUnknownWork() {
        Tool.Result done = run(TOOLS.resolve("bench.py").toString(), "--works", "flask,nothing");

        assertThat(done.exit()).isEqualTo(2);
        assertThat(done.output()).contains("unknown works: nothing; known: flask, django,");
    }

    /** With {@code -Dpywar.golden=write}, the expected report is written anew. */
    @Test
    void reportsRecordedFigures() throws IOException {
        python(TOOLS.resolve("report.py").toString(), RECORDED.toString(), folder.toString());

        Path report = folder.resolve("report.md");
        if ("write".equals(System.getProperty("pywar.golden"))) {
            Files.copy(report, RECORDED.resolve("report.md"), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(report).hasSameTextualContentAs(RECORDED.resolve("report.md"));
    }

    @Test
    void drawsAPageThatLoadsNothing() throws IOException {
        python(TOOLS.resolve("report.py").toString(), RECORDED.toString(), folder.toString());

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page).contains("<svg", "prefers-color-scheme:dark", "<td class=\"reached\">");
        assertThat(page).doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
    }

    @Test
    void writesWheelsThatMatchTheirRecord() throws IOException {
        String program = "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import wheels;"
                + " wheels.small(pathlib.Path(sys.argv[2]), 'small', 1, 7, ['other'])";
        python("-c", program, TOOLS.toString(), folder.toString());

        Wheel wheel = Wheel.open(folder.resolve("small-1.0-py3-none-any.whl"));
        wheel.verify();
        assertThat(wheel.files().entries()).hasSize(10);
    }

    private String python(String... arguments) {
        Tool.Result done = run(arguments);
        assertThat(done.exit()).as(done.output()).isZero();
        return done.output();
    }

    private Tool.Result run(String... arguments) {
        return Tool.run(folder, Map.of("PYTHONPYCACHEPREFIX", folder.toString()), "python3", arguments);
    }
}
