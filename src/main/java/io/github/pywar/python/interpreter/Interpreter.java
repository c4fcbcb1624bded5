package io.github.pywar.python.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Python of this machine, with the facts that it reports about itself.
 *
 * @param executable the file to run: the interpreter itself, even if a script of that name starts it
 * @param implementation for example {@code cpython}, in lower case
 * @param version the full version, for example {@code 3.11.7}
 * @param platform system and machine, for example {@code linux-x86_64} or {@code macos-arm64}
 * @param libc {@code glibc-2.36}, or {@code musl}; empty except on Linux
 * @param bits size of an address: 32 or 64
 * @param freeThreaded whether it was built without the global interpreter lock
 */
public record Interpreter(
        Path executable,
        String implementation,
        String version,
        String platform,
        String libc,
        int bits,
        boolean freeThreaded) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Runs on Python 3.4 and later: older versions have no isolated mode, and are no target. */
    private static final String SCRIPT = """
            import json, os, platform, struct, sys, sysconfig
            def libc():
                try:
                    return os.confstr("CS_GNU_LIBC_VERSION").replace(" ", "-")
                except Exception:
                    return "musl" if sys.platform.startswith("linux") else ""
            implementation = getattr(sys, "implementation", None)
            system = "linux" if sys.platform.startswith("linux") else sys.platform
            system = {"darwin": "macos", "win32": "windows"}.get(system, system)
            print(json.dumps({
                "executable": sys.executable,
                "implementation": getattr(implementation, "name", platform.python_implementation().lower()),
                "version": "%d.%d.%d" % sys.version_info[:3],
                "platform": system + "-" + platform.machine(),
                "libc": libc(),
                "bits": struct.calcsize("P") * 8,
                "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            }))
            """;

    /**
     * Runs the file to read its facts, in isolated mode: a {@code json.py} in the directory of the build is not imported.
     *
     * @return the interpreter; empty if the file does not run, or is not Python
     */
    public static Optional<Interpreter> probe(Path executable) {
        try {
            PythonRun run = PythonRun.of(executable, List.of("-I", "-S", "-c", SCRIPT), Map.of());
            PythonRun.Outcome outcome = run.finish(TIMEOUT);
            return outcome.isSuccess() ? Optional.of(from(executable, outcome.output())) : Optional.empty();
        } catch (IOException | UserException e) {
            return Optional.empty(); // not a program, or its output is not the expected JSON
        }
    }

    private static Interpreter from(Path executable, String answer) {
        JsonNode facts = Json.read(answer.getBytes(StandardCharsets.UTF_8), executable.toString());
        // A script of pyenv chooses an interpreter by variables and by the directory: later runs must not depend on
        // these.
        String file = facts.path("executable").asText("");
        return new Interpreter(
                file.isEmpty() ? executable : Path.of(file),
                facts.path("implementation").asText(),
                facts.path("version").asText(),
                facts.path("platform").asText(),
                facts.path("libc").asText(),
                facts.path("bits").asInt(),
                facts.path("freeThreaded").asBoolean());
    }

    /** @return {@code 3.11} of 3.11.7 */
    public String series() {
        return version.substring(0, version.lastIndexOf('.'));
    }

    /**
     * Compares the C library. Python cannot read the version of musl, so of musl only the family is compared.
     *
     * @param floor the required family and lowest version, for example {@code glibc-2.28}; empty for none
     * @return whether this Python's C library is of that family and not older
     */
    public boolean hasLibc(String floor) {
        String family = floor.replaceFirst("-.*", "");
        boolean hasVersions = libc.contains("-") && floor.contains("-");
        return libc.startsWith(family) && (!hasVersions || compare(libc, floor) >= 0);
    }

    private static int compare(String libc, String floor) {
        return Arrays.compare(numbers(libc), numbers(floor));
    }

    private static int[] numbers(String libc) {
        String version = libc.substring(libc.indexOf('-') + 1);
        return Stream.of(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /**
     * Starts this Python in its own session, without input.
     *
     * @param directory the working directory
     * @return the new process, which the caller closes
     */
    public PythonRun run(List<String> arguments, CleanEnvironment environment, Path directory) throws IOException {
        return PythonRun.isolated(executable, arguments, environment, directory);
    }

    @Override
    public String toString() {
        return implementation + " " + version + " at " + executable;
    }
}
