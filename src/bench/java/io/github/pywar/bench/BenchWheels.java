package io.github.pywar.bench;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Wheels of a scientific application. The machine's pip downloads them at the first run. */
final class BenchWheels {

    private static final List<String> LARGE_SET =
            List.of("numpy", "scipy", "pandas", "scikit-learn", "matplotlib", "pyarrow");

    /** Folder for the results. */
    static final Path TARGET = Path.of("target", "bench").toAbsolutePath();

    private BenchWheels() {}

    /** @return the wheels of {@code -Dpywar.bench.wheels=FOLDER}, or those of the large set; sorted */
    static List<Path> large() throws IOException {
        String configured = System.getProperty("pywar.bench.wheels", "");
        Path folder = configured.isEmpty() ? TARGET.resolve("wheels") : Path.of(configured);
        if (Files.notExists(folder)) {
            download(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl")).sorted().toList();
        }
    }

    private static void download(Path folder) throws IOException {
        Files.createDirectories(TARGET);
        List<String> arguments = new ArrayList<>(List.of("-m", "pip", "download", "-q", "--only-binary", ":all:"));
        arguments.addAll(List.of("--python-version", "3.11", "-d", folder.toString()));
        arguments.addAll(LARGE_SET);
        Tool.Result done = Tool.run(TARGET, "python3", arguments.toArray(String[]::new));
        if (done.exit() != 0) {
            throw new IOException("pip cannot download the wheels: " + done.output());
        }
    }
}
