package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds with hostile wheels from a loopback index: a clear error, and no file is kept. */
class HostileInputTest extends HostileFixture {

    /** First with metadata from the index, so that the wheel is opened last; then with range requests for the wheel. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wheels")
    void rejectsAHostileWheel(String name, TestWheel wheel) throws IOException {
        index.add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve(
                        "/files/" + wheel.fileName() + ".metadata",
                        "text/plain",
                        TestWheel.of("demo", "1.0").metadataText());
        refuses(name, "demo");
        index.page("demo", JSON, page(wheel, "\"core-metadata\": false"));
        IndexBuild again = IndexBuild.in(Files.createDirectory(folder.resolve("again")), index);

        Throwable ranged = catchThrowable(() -> again.run(NONE, "demo"));

        assertThat(again.message(ranged)).doesNotContain("Exception");
        assertThat(again.files("cache/wheels"))
                .noneMatch(file -> file.endsWith(".whl") && !isErrorOfTheInstaller(name));
        assertThat(again.files("target")).isEmpty();
    }

    @Test
    void rejectsMetadataThatDiffersFromTheWheel() throws IOException {
        TestWheel wheel = demo().metadata("Requires-Dist: safe>=2").metadata("Requires-Python: >=3.8");
        index.add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve("/files/" + wheel.fileName() + ".metadata", "text/plain", demo().metadataText());

        Throwable fault = catchThrowable(() -> build.run(NONE, "demo"));

        Golden.assertMatches("maven/hostile/metadata-differs.txt", build.message(fault));
        assertThat(build.files("target")).isEmpty();
        assertThat(build.files("cache/metadata"))
                .as("wrong metadata is not cached")
                .isEmpty();
        index.serve("/files/" + wheel.fileName() + ".metadata", "text/plain", wheel.metadataText());
        TestWheel safe = TestWheel.of("safe", "2.0").file("safe.py", "");
        index.add(safe.fileName(), safe.bytes());
        assertThat(build.run(NONE, "demo")).exists();
    }

    @Test
    void acceptsEquivalentMetadata() throws IOException {
        TestWheel wheel = demo().metadata("Requires-Dist: Safe (>=2)").metadata("Provides-Extra: A_b");
        TestWheel equivalent = demo().metadata("Provides-Extra: a-b").metadata("Requires-Dist: safe>=2");
        TestWheel safe = TestWheel.of("safe", "2.0").file("safe.py", "");
        index.add(safe.fileName(), safe.bytes())
                .add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true"))
                .serve("/files/" + wheel.fileName() + ".metadata", "text/plain", equivalent.metadataText());

        assertThat(build.run(NONE, "demo")).exists();
    }

    @Test
    void warnsOfNamesThatAreNotPortable() throws IOException {
        TestWheel wheel =
                demo().file("demo/aux.py", "1").file("demo/Case.py", "1").file("demo/case.py", "2");
        index.add(wheel.fileName(), wheel.bytes());

        build.run(NONE, "demo");

        assertThat(build.progress().warnings())
                .containsExactly(
                        "`lib/python3.11/site-packages/demo/Case.py`, `lib/python3.11/site-packages/demo/case.py` are one"
                                + " file where upper and lower case are not told apart",
                        "`lib/python3.11/site-packages/demo/aux.py` cannot be unpacked on Windows: names like that are"
                                + " reserved there");
    }

    @Test
    void rejectsAnEndlessFile() throws IOException {
        index.add(demo().fileName(), demo().bytes())
                .page("demo", JSON, page(demo(), "\"core-metadata\": true"))
                .endless("/files/" + demo().fileName())
                .serve("/files/" + demo().fileName() + ".metadata", "text/plain", demo().metadataText());
        build.limits(new PackageSources.Limits(100, 4, 400));

        refuses("endless-file", "demo");
    }

    @Test
    void appliesTheLimitsOfTheBuild() throws IOException {
        TestWheel wheel = demo().file("demo/zeros", new byte[2 << 20]);
        index.add(wheel.fileName(), wheel.bytes());
        build.limits(new PackageSources.Limits(100, 1, 400));
        refuses("limits", "demo");

        build.limits(PackageSources.Limits.USUAL);

        assertThat(build.run(NONE, "demo")).exists();
    }
}
