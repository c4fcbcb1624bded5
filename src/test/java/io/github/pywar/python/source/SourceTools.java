package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Once;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Real build backends, run by the first Python of this machine. They are installed into {@code target} if they are missing. */
final class SourceTools {

    private static final Path SITE = Path.of("target", "tools", "backends").toAbsolutePath();

    private SourceTools() {}

    static void fetch() {
        Once.unlessThere(
                SITE,
                () -> install(
                        SITE,
                        "flit_core",
                        "hatchling",
                        "pdm-backend",
                        "poetry-core",
                        "setuptools",
                        "wheel",
                        "pip>=25",
                        "uv_build"));
    }

    private static void install(Path site, String... requirements) {
        String[] words = Stream.concat(
                        Stream.of("-m", "pip", "install", "-q", "--target", site.toString()), Stream.of(requirements))
                .toArray(String[]::new);
        Tool.Result result = Tool.run(Path.of("."), "python3", words);
        assertThat(result.exit()).as(result.output()).isZero();
    }

    /** Returns a script that runs Mercurial. */
    static Path mercurial(Path script) throws IOException {
        Path site = SITE.resolveSibling("mercurial");
        Once.unlessThere(site, () -> install(site, "mercurial"));
        Files.writeString(
                script, "#!/bin/sh\nPYTHONPATH='" + site + "' exec python3 '" + site.resolve("bin/hg") + "' \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    /** Builds the wheel of a folder with its own backend. */
    static Path wheel(Path project, Path folder) throws IOException {
        fetch();
        Tool.Result result = Tool.run(
                project,
                Map.of("PYTHONPATH", SITE.toString(), "PATH", SITE.resolve("bin") + ":" + System.getenv("PATH")),
                "python3",
                "-m",
                "pip",
                "wheel",
                "-q",
                "--no-deps",
                "--no-build-isolation",
                "--no-cache-dir",
                "--disable-pip-version-check",
                "-w",
                folder.toString(),
                ".");
        assertThat(result.exit()).as(result.output()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Downloads a source distribution from the index of the machine's own pip. */
    static Path sdist(String requirement, Path folder) throws IOException {
        if (Files.notExists(folder)) {
            fetch();
            Tool.Result result = Tool.run(
                    Path.of("."),
                    Map.of("PYTHONPATH", SITE.toString()),
                    "python3",
                    "-m",
                    "pip",
                    "download",
                    "-q",
                    "--no-deps",
                    "--no-build-isolation",
                    "--no-binary",
                    ":all:",
                    "-d",
                    folder.toString(),
                    requirement);
            assertThat(result.exit()).as(result.output()).isZero();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
