package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Minimal server: a PATH with a Python and a shell, no compiler, and no network where it can be disabled. */
final class BarePath {

    private final Path programs;

    private BarePath(Path programs) {
        this.programs = programs;
    }

    /**
     * Returns a PATH with a Python and a shell only.
     *
     * @param programs an empty folder, the only one of the PATH
     */
    static BarePath in(Path programs) throws IOException {
        Files.createSymbolicLink(programs.resolve("python3"), Installed.SYSTEM_PYTHON.path());
        Files.createSymbolicLink(programs.resolve("sh"), Path.of("/bin/sh"));
        return new BarePath(programs);
    }

    /** Returns the environment variable of the PATH. */
    Map<String, String> environment() {
        return Map.of("PATH", programs.toString());
    }

    /** Returns the output of {@code python3}, run in its own network namespace without a configured interface. */
    String python(Path folder, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--net", "--map-root-user"));
        if (Tool.run(folder, "unshare", "--net", "--map-root-user", "true").exit() != 0) {
            words.clear();
        }
        words.addAll(List.of("env", "PATH=" + programs, "HOME=" + folder, "python3"));
        words.addAll(List.of(arguments));
        Tool.Result result = Tool.run(folder, "unshare", words.toArray(String[]::new));
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }
}
