package io.github.pywar.app.environment;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * State of an environment, in its file {@code pywar.json}: what pywar installed.
 *
 * @param folder of the environment; scripts contain this path, so a moved environment is made again
 * @param python the base Python: its version and its path
 * @param isComplete whether the last change was finished
 * @param packages the installed packages by normalized name
 */
record EnvironmentState(String folder, String python, boolean isComplete, Map<String, Installed> packages) {

    /** Name of the file. */
    static final String FILE = "pywar.json";

    private static final int FORMAT = 1;
    private static final long LARGEST = 64L << 20;

    EnvironmentState {
        packages = Collections.unmodifiableMap(new TreeMap<>(packages));
    }

    /**
     * Installed package.
     *
     * @param version of the package
     * @param key of its wheel and of how it was requested; a package with another key is installed again
     * @param distInfo name of its {@code .dist-info} folder
     */
    record Installed(String version, String key, String distInfo) {}

    /** Returns the state before the first package is installed. */
    static EnvironmentState empty(Path folder, String python) {
        return new EnvironmentState(folder.toString(), python, false, Map.of());
    }

    EnvironmentState with(boolean complete, Map<String, Installed> now) {
        return new EnvironmentState(folder, python, complete, now);
    }

    /** Reads the state; empty if the file is missing or of another version of pywar. */
    static Optional<EnvironmentState> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Files.readAllBytes(file), FILE);
            return json.path("format").asInt() == FORMAT ? Optional.of(from(json)) : Optional.empty();
        } catch (UserException damaged) {
            return Optional.empty();
        }
    }

    private static EnvironmentState from(JsonNode json) {
        Map<String, Installed> packages = new TreeMap<>();
        json.path("packages")
                .properties()
                .forEach(one -> packages.put(
                        one.getKey(),
                        new Installed(
                                one.getValue().path("version").asText(),
                                one.getValue().path("key").asText(),
                                one.getValue().path("distInfo").asText())));
        return new EnvironmentState(
                json.path("folder").asText(),
                json.path("python").asText(),
                json.path("complete").asBoolean(),
                packages);
    }

    void write() throws IOException {
        AtomicFile.write(
                Path.of(folder).resolve(FILE),
                Json.write(Map.of(
                        "format",
                        FORMAT,
                        "folder",
                        folder,
                        "python",
                        python,
                        "complete",
                        isComplete,
                        "packages",
                        packages)));
    }
}
