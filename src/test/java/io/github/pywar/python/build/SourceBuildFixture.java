package io.github.pywar.python.build;

import io.github.pywar.base.http.Http;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of builds, with the pure backends as package sources. */
abstract class SourceBuildFixture {

    final Http http = Http.builder().offline(true).build();
    final TestProgress progress = new TestProgress();
    final Interpreter python = BackendWheels.python();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        http.close();
    }

    /** Returns the package sources. */
    List<Path> links() {
        return List.of(BackendWheels.pure(), folder.resolve("links"));
    }

    TestBuilds builds() {
        return new TestBuilds(folder, links());
    }

    SourceWheels open(BuildOptions options) {
        return open(options, System.getenv());
    }

    SourceWheels open(BuildOptions options, Map<String, String> variables) {
        return builds().open(http, python, options, BuiltWheelCheck.NONE, variables, progress);
    }

    Wheel build(BuildOptions options, DistributionFile source) throws IOException {
        try (SourceWheels wheels = open(options)) {
            return wheels.wheel(source);
        }
    }

    Wheel build(TestSource source) throws IOException {
        return build(BuildOptions.DEFAULT, source.folder(folder));
    }

    static String text(Wheel wheel, String path) throws IOException {
        return new String(wheel.files().get(path).orElseThrow().content().bytes());
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve("logs").resolve(name + ".log"));
    }
}
