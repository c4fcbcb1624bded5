package io.github.pywar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a full disk (a small tmpfs) with the cache or the target: 10 sizes of each, and 200 with {@code -Pproof}. */
class FullDiskTest {

    private static final int SIZES = Boolean.getBoolean("pywar.proof") ? 200 : 10;

    /** In KiB: from a disk without space for anything to one that is large enough. */
    private static final int SMALLEST = 4;

    private static final int LARGEST = 1_200;

    private static final Pattern OUTCOME = Pattern.compile("(?m)^== ([0-9]++) KiB\\n(error: )?+");

    @TempDir
    Path folder;

    @Test
    void fullDiskOfTheCacheLeavesNothingWrong() throws IOException {
        check("cache");
    }

    @Test
    void fullDiskOfTheTargetLeavesNothingWrong() throws IOException {
        check("target");
    }

    private void check(String part) throws IOException {
        List<String> unshare = List.of("--mount", "--map-root-user");
        Assumptions.assumeTrue(
                Tool.isThere("unshare")
                        && Tool.run(folder, "unshare", "--mount", "--map-root-user", "true")
                                        .exit()
                                == 0,
                "this kernel allows no namespaces");
        try (FaultyIndex index = new FaultyIndex(FaultyPackages.all())) {
            String right = FaultBuild.in(folder.resolve("reference"), index.url(), PackageSources.Waits.USUAL)
                    .archive(Progress.SILENT);
            Path disk = Files.createDirectories(folder.resolve("disk"));
            FaultBuild usual = FaultBuild.in(folder.resolve("project"), index.url(), PackageSources.Waits.USUAL);
            FaultBuild build = new FaultBuild(
                    usual.folder(),
                    part.equals("cache") ? disk.resolve("cache") : usual.cache(),
                    part.equals("target") ? disk.resolve("target") : usual.target(),
                    index.url(),
                    usual.waits());
            List<Integer> sizes = IntStream.range(0, SIZES)
                    .mapToObj(number -> SMALLEST + (LARGEST - SMALLEST) * number / (SIZES - 1))
                    .toList();
            List<String> command = new java.util.ArrayList<>(unshare);
            command.addAll(List.of("sh", "-c", "mount -t tmpfs tmpfs \"$0\" && exec \"$@\"", disk.toString()));
            command.addAll(FaultProgram.command(build, disk, sizes));
            Tool.Result result = Tool.run(folder, "unshare", command.toArray(String[]::new));
            checkOutput(part, result, right);
        }
    }

    private static void checkOutput(String part, Tool.Result result, String right) {
        assertThat(result.exit()).as(result.output()).isZero();
        String output = result.output();
        assertThat(output).doesNotContain("ARCHIVE LEFT", "\tat ");
        assertThat(output.lines().filter(line -> line.startsWith("incomplete: ")))
                .hasSize(SIZES)
                .containsOnly("incomplete: []");
        assertThat(output.lines().filter(line -> line.startsWith("again: ")))
                .hasSize(SIZES)
                .containsOnly("again: " + right);
        Map<String, Long> outcomes = OUTCOME.matcher(output)
                .results()
                .collect(Collectors.groupingBy(
                        found -> found.group(2) == null ? "right archive" : "error",
                        TreeMap::new,
                        Collectors.counting()));
        assertThat(outcomes).containsKeys("error", "right archive");
        for (String one : output.split("(?m)^== [0-9]+ KiB\n")) {
            if (one.startsWith("error: ")) {
                assertThat(one).contains("No space left on device", "hint: check the disk", "`");
            } else if (!one.isEmpty()) {
                assertThat(one).startsWith(right);
            }
        }
        System.out.println("full disk of the " + part + ", " + SIZES + " sizes: " + outcomes);
    }
}
