package io.github.pywar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes that build at the same time with one empty cache; with {@code -Pproof} 20 times. */
class SharedCacheTest {

    private static final int PROCESSES = 8;
    private static final int ROUNDS = Boolean.getBoolean("pywar.proof") ? 20 : 1;

    @TempDir
    Path folder;

    @Test
    void allProcessesMakeTheSameArchive() throws Exception {
        try (FaultyIndex index = new FaultyIndex(FaultyPackages.all())) {
            String right = FaultBuild.in(folder.resolve("reference"), index.url(), PackageSources.Waits.USUAL)
                    .archive(Progress.SILENT);
            for (int round = 0; round < ROUNDS; round++) {
                index.fault(RequestKind.WHEEL, Fault.RESET, 0);
                Path cache = folder.resolve("cache-" + round);
                List<Process> processes = new ArrayList<>();
                for (int number = 0; number < PROCESSES; number++) {
                    processes.add(start(index, cache, "project-" + round + "-" + number));
                }
                for (Process process : processes) {
                    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(process.waitFor()).as(output).isZero();
                    assertThat(output.strip()).isEqualTo(right);
                }
                System.out.printf("%d processes, one cache: %d requests%n", PROCESSES, index.requests());
            }
        }
    }

    private Process start(FaultyIndex index, Path cache, String name) throws IOException {
        FaultBuild own = FaultBuild.in(folder.resolve(name), index.url(), PackageSources.Waits.USUAL);
        FaultBuild shared = new FaultBuild(own.folder(), cache, own.target(), index.url(), own.waits());
        return new ProcessBuilder(FaultProgram.command(shared))
                .redirectErrorStream(true)
                .start();
    }
}
