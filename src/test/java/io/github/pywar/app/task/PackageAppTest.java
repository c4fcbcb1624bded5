package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageAppTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void warnsOfAnInterpreterThatATarGzDoesNotContain() throws IOException {
        write(Optional.empty());
        assertThat(progress.warnings()).isEmpty();

        write(Optional.of(new EmbeddedPython(folder, null, 1, "bin/python3.11", "", true, "")));
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("`shop.tar.gz` has no interpreter", "<runtime> has no effect");
    }

    private void write(Optional<EmbeddedPython> python) throws IOException {
        AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "test");
        AssembleApp.Request request =
                new AssembleApp.Request(null, null, null, null, stamp, null, false, false, python, Optional.empty());
        FileTree tree = FileTree.builder("test")
                .add("app/shop.py", ByteSource.of("application = 1\n"))
                .build();
        new PackageApp(progress).runTarGz(request, tree, folder.resolve("shop.tar.gz"));
    }
}
