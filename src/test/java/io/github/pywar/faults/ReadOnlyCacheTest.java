package io.github.pywar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds with a cache that the user of the build may not write, or may not read. */
class ReadOnlyCacheTest {

    @TempDir
    Path folder;

    private FaultyIndex index;
    private FaultBuild build;
    private String right;

    @BeforeEach
    void fillCache() throws IOException {
        index = new FaultyIndex(FaultyPackages.all());
        build = FaultBuild.in(folder.resolve("project"), index.url(), PackageSources.Waits.USUAL);
        right = build.archive(Progress.SILENT);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        permissions("rwxr-xr-x", "rw-r--r--");
    }

    @Test
    void buildsWithAFilledCache() throws IOException {
        permissions("r-xr-xr-x", "r--r--r--");

        assertThat(asPlainUser(FaultProgram.command(build))).isEqualTo(right);
    }

    @Test
    void reportsACacheThatCannotBeFilled() throws IOException {
        for (Path file : Incomplete.regular(build.cache())) {
            Files.delete(file);
        }
        permissions("r-xr-xr-x", "r--r--r--");

        assertThat(asPlainUser(FaultProgram.command(build)))
                .startsWith("error: No permission to read or write `" + build.cache())
                .contains("\nhint: ", "-Dpywar.cacheDirectory=");
        assertThat(Incomplete.files(build)).isEmpty();
        permissions("rwxr-xr-x", "rw-r--r--");
        assertThat(build.archive(Progress.SILENT)).isEqualTo(right);
    }

    /** A cache of another user with a strict umask. */
    @Test
    void reportsOrReplacesUnreadableFiles() throws IOException {
        List<Path> files = Incomplete.regular(build.cache());

        String output = asPlainUser(FaultProgram.commandWithUnreadableFiles(build));

        assertThat(output.lines().filter(line -> line.startsWith("again: ")))
                .hasSameSizeAs(files)
                .containsOnly("again: " + right);
        for (Path file : files) {
            String outcome = output.substring(output.indexOf("== " + file + "\n"))
                    .substring(("== " + file + "\n").length())
                    .replaceFirst("(?s)\nagain: .*", "");
            if (!outcome.equals(right)) {
                assertThat(outcome)
                        .startsWith("error: No permission to read or write `" + file)
                        .contains("\nhint: ");
            }
        }
    }

    /** Root reads and writes all files: without these two capabilities it is like any other user. */
    private String asPlainUser(List<String> program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.addAll(program);
        Tool.Result result = Tool.run(
                folder, command.get(0), command.subList(1, command.size()).toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output().strip();
    }

    private void permissions(String ofFolders, String ofFiles) throws IOException {
        try (Stream<Path> all = Files.walk(build.cache())) {
            for (Path file : all.toList()) {
                permissions(file, Files.isDirectory(file) ? ofFolders : ofFiles);
            }
        }
    }

    private static void permissions(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
