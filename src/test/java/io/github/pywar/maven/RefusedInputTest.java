package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.file.Globs;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds with bad input from the index: the message, and that no file is left. */
class RefusedInputTest {

    private static final String SCRIPTS =
            "[project]\nname = 'shop'\nversion = '1'\n[project.scripts]\ngreet = 'shop:main'\n";

    @TempDir
    Path folder;

    private final TestIndex index = TestIndex.start();
    private IndexBuild build;

    @BeforeEach
    void serveGreetings() throws IOException {
        build = IndexBuild.in(folder, index);
        add(HermeticWheels.greeting());
        add(TestWheel.of("rude", "1.0").file("greeting/__init__.py", "def hello():\n    return 'What?'\n"));
    }

    @AfterEach
    void end() {
        index.close();
    }

    @Test
    void rejectsAWrongHash() throws IOException {
        index.with(Manner.WRONG_HASHES, Manner.METADATA);

        refuses("wrong-hash", Globs.of(List.of()), "greeting");
    }

    @Test
    void rejectsATruncatedDownload() throws IOException {
        TestWheel greeting = HermeticWheels.greeting();
        index.with(Manner.TRUNCATED_FILES, Manner.METADATA)
                .serve("/files/" + greeting.fileName() + ".metadata", "text/plain", greeting.metadataText());

        refuses("truncated-download", Globs.of(List.of()), "greeting");
    }

    @Test
    void reportsAFailingIndex() throws IOException {
        index.failing(100);

        refuses("index-fails", Globs.of(List.of()), "greeting");
        assertThat(index.requests()).as("one request and one retry").hasSize(2);
    }

    @Test
    void reportsAnUnreachableIndex() throws IOException {
        index.close();

        refuses("index-down", Globs.of(List.of()), "greeting");
    }

    @Test
    void rejectsTwoWheelsAtOnePath() throws IOException {
        refuses("two-wheels", Globs.of(List.of()), "greeting", "rude");
    }

    @Test
    void acceptsTwoWheelsAtOnePathByAllowOverwrite() throws IOException {
        Path archive = build.run(Globs.of(List.of("**/greeting/__init__.py")), "greeting", "rude");

        assertThat(archive).exists();
        assertThat(build.progress().warnings())
                .containsExactly("`lib/python3.11/site-packages/greeting/__init__.py` of greeting-1.0-py3-none-any.whl"
                        + " is overwritten by rude-1.0-py3-none-any.whl");
    }

    @Test
    void rejectsApplicationAndWheelAtOnePath() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), SCRIPTS);

        refuses("application-against-wheel", Globs.of(List.of()), "greeting");
    }

    @Test
    void acceptsApplicationAndWheelAtOnePathByAllowOverwrite() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), SCRIPTS);

        assertThat(build.run(Globs.of(List.of("bin/greet")), "greeting")).exists();
        assertThat(build.progress().warnings())
                .containsExactly("`bin/greet` of greeting-1.0-py3-none-any.whl is overwritten by"
                        + " the application's own description");
    }

    @Test
    void reportsAMissingVersion() throws IOException {
        refuses("no-version", Globs.of(List.of()), "greeting>=99");
    }

    private void refuses(String golden, Globs overwrite, String... requirements) throws IOException {
        Throwable fault = catchThrowable(() -> build.run(overwrite, requirements));

        Golden.assertMatches("maven/refused/" + golden + ".txt", build.message(fault));
        assertThat(build.files("target")).isEmpty();
        if (!golden.contains("wheel")) {
            // the empty files of the locks stay: removing one would let two builds download at once
            assertThat(build.files("cache/wheels")).allMatch(name -> name.matches("locks/[0-9a-f]{3}"));
        }
        assertThat(build.files("cache")).noneMatch(name -> name.matches(".*(part|tmp|lock|incoming/.*)"));
    }

    private void add(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
    }
}
