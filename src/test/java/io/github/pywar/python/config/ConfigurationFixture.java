package io.github.pywar.python.config;

import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of a machine with files of pip and uv. */
abstract class ConfigurationFixture {

    @TempDir
    Path root;

    final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(root.resolve("home/.config/pip"));
        Files.createDirectories(root.resolve("project"));
        Files.createDirectories(root.resolve("etc"));
    }

    List<String> urls(String system) throws IOException {
        BuildMachine machine = new BuildMachine(variables, root.resolve("home"), root.resolve("project"), root, system);
        return Configuration.readFiles(machine).indexes().stream()
                .map(index -> index.url().toString())
                .toList();
    }

    Path pip(String url) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        return script(bin.resolve("pip3"), """
                #!/bin/sh
                echo asked >> "%s"
                cat <<'END'
                Usage: pip install [options]
                  -i, --index-url <url>       Base URL of the Python Package Index
                                              (default %s).
                                              This should point to a repository
                  --extra-index-url <url>     Extra URLs (default https://no.example.org)
                END
                """.formatted(root.resolve("asked"), url));
    }

    static Path script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    List<String> urls() throws IOException {
        return read().indexes().stream().map(index -> index.url().toString()).toList();
    }

    Configuration read() throws IOException {
        return Configuration.readFiles(machine());
    }

    BuildMachine machine() {
        return new BuildMachine(variables, root.resolve("home"), root.resolve("project"), root, "Linux");
    }

    void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void golden(String name, Throwable error) {
        Golden.assertMatches("config/" + name, error.getMessage().replace(root.toString(), "ROOT"));
    }
}
