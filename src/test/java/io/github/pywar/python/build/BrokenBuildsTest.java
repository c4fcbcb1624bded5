package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Builds that are killed at any moment, and builds on a full disk. With {@code -Dpywar.proof=true}, 100 of each. */
class BrokenBuildsTest extends SourceBuildFixture {

    private static final boolean IS_PROOF = Boolean.getBoolean("pywar.proof");
    private static final int KILLS = IS_PROOF ? 100 : 3;
    private static final int SIZES = IS_PROOF ? 100 : 2;

    /** In KiB: smaller than one environment, and larger than a build. */
    private static final int SMALLEST = 200;

    private static final int LARGEST = 2_200;
    private static final long BOUND_SECONDS = 60;

    private final Random random = new Random(11);

    private DistributionFile source(int number) {
        return TestSource.withBackend("demo", "FILES['number'] = '%d'".formatted(number), "'helper'")
                .folder(folder.resolve("source-" + number));
    }

    private Process start(DistributionFile source) throws IOException {
        Process process = new ProcessBuilder(BuildProgram.command(builds(), python, source))
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("begin");
        return process;
    }

    @Test
    void killedBuildLeavesNothingIncomplete() throws Exception {
        TestSource.pure("helper").archive(folder.resolve("links"));
        long start = System.nanoTime();
        assertThat(start(source(0)).waitFor()).isZero();
        long complete = System.nanoTime() - start;
        for (int number = 1; number <= KILLS; number++) {
            Process process = start(source(number));
            process.waitFor((long) (complete * random.nextDouble()), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            endOfBackends();
            checkCache();
        }

        assertThat(text(build(BuildOptions.DEFAULT, source(KILLS)), "number")).isEqualTo(Integer.toString(KILLS));
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    /** The processes of a killed build end themselves. */
    private void endOfBackends() throws Exception {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder + "/scratch/"))
                .toList();
        for (ProcessHandle process : left) {
            process.onExit().get(BOUND_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Each entry of the cache has a complete wheel. */
    private void checkCache() throws IOException {
        Path cache = builds().folders().cache();
        if (Files.notExists(cache)) {
            return;
        }
        try (Stream<Path> files = Files.list(cache);
                SourceWheels any = open(BuildOptions.DEFAULT)) {
            assertThat(any).isNotNull();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                String sum = Files.readString(file, StandardCharsets.ISO_8859_1)
                        .replaceFirst("(?s).*\"sha256\": \"([0-9a-f]{64})\".*", "$1");
                assertThat(folder.resolve("wheels").resolve(sum)).isDirectoryContaining("glob:**.whl");
            }
        }
    }

    @Test
    void fullDiskLeavesNothingIncomplete() throws IOException {
        List<String> unshare = List.of("--mount", "--map-root-user");
        Assumptions.assumeTrue(
                Tool.isThere("unshare")
                        && Tool.run(folder, "unshare", "--mount", "--map-root-user", "true")
                                        .exit()
                                == 0,
                "this kernel allows no namespaces");
        TestSource.pure("helper").archive(folder.resolve("links"));
        Path disk = Files.createDirectories(folder.resolve("disk"));
        TestBuilds onDisk = new TestBuilds(disk, links());
        List<Integer> exits = new ArrayList<>();
        for (int number = 0; number < SIZES; number++) {
            int size = SMALLEST + (LARGEST - SMALLEST) * number / SIZES;
            List<String> command = new ArrayList<>(unshare);
            command.addAll(List.of("sh", "-c", """
                    disk=$1 && size=$2 && shift 2
                    mount -t tmpfs -o "size=${size}k" tmpfs "$disk" || exit 9
                    "$@"
                    first=$?
                    echo "first: $first"
                    mount -o remount,size=64m tmpfs "$disk" || exit 9
                    "$@" || exit 8
                    ls -A "$disk/scratch"
                    exit $first
                    """, "sh", disk.toString(), Integer.toString(size)));
            command.addAll(BuildProgram.command(onDisk, python, source(number)));
            Tool.Result result = Tool.run(folder, "unshare", command.toArray(String[]::new));

            assertThat(result.output()).endsWith("built demo-1.0-py3-none-any.whl\n");
            assertThat(result.exit()).as(result.output()).isBetween(0, 1);
            if (result.exit() == 1) {
                assertThat(result.output()).contains("No space left on device");
            }
            exits.add(result.exit());
        }
        assertThat(exits).contains(1);
    }
}
