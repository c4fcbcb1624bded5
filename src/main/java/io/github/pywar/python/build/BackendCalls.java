package io.github.pywar.python.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.source.BuildSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of the hooks of one build backend (PEP 517), each in a process of its own.
 *
 * @param run the programs and limits of all builds
 * @param source the folder of the project, which is the working directory
 * @param system the backend
 * @param settings of the user for the backend
 * @param scratch a folder for requests and results
 * @param log receives the output of the backend
 * @param errors errors of this build
 */
record BackendCalls(
        BuildRun run,
        Path source,
        BuildSystem system,
        Map<String, List<String>> settings,
        Path scratch,
        Path log,
        BuildErrors errors) {

    private static final String REQUIRES = "get_requires_for_build_wheel";
    private static final String METADATA = "prepare_metadata_for_build_wheel";
    private static final String WHEEL = "build_wheel";

    /** Far above any list of requirements. */
    private static final int LARGEST_RESULT = 1 << 20;

    private static final int LARGEST_METADATA = 32 << 20;

    /** Returns the requirements that the backend needs in addition to the declared ones. */
    List<String> requires(BuildEnvironment environment) throws IOException {
        List<String> requires = new ArrayList<>();
        call(REQUIRES, environment, scratch)
                .ifPresent(list -> list.forEach(requirement -> requires.add(requirement.asText())));
        return requires;
    }

    /** Returns the METADATA; empty if the backend cannot write it without a build. */
    Optional<byte[]> metadata(BuildEnvironment environment) throws IOException {
        Path output = Files.createDirectories(scratch.resolve("metadata"));
        Optional<JsonNode> folder = call(METADATA, environment, output);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path metadata = result(output, folder.get().asText(), METADATA).resolve("METADATA");
        if (!Files.isRegularFile(metadata) || Files.size(metadata) > LARGEST_METADATA) {
            throw errors.invalidResult(METADATA, folder.get().asText() + "/METADATA");
        }
        return Optional.of(Files.readAllBytes(metadata));
    }

    /** Builds the wheel. */
    Path wheel(BuildEnvironment environment) throws IOException {
        Path output = Files.createDirectories(scratch.resolve("wheel"));
        String name = call(WHEEL, environment, output)
                .orElseThrow(() -> errors.invalidResult(WHEEL, "the hook does not exist"))
                .asText();
        Path wheel = result(output, name, WHEEL);
        if (!Files.isRegularFile(wheel)) {
            throw errors.invalidResult(WHEEL, name);
        }
        return wheel;
    }

    private Path result(Path folder, String name, String hook) {
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw errors.invalidResult(hook, name);
        }
        return folder.resolve(name);
    }

    /** Returns the value of the hook; empty if the backend does not have it. */
    private Optional<JsonNode> call(String hook, BuildEnvironment environment, Path output) throws IOException {
        Path result = scratch.resolve(hook + ".result.json");
        Path request = scratch.resolve(hook + ".json");
        Files.deleteIfExists(result);
        byte[] json = Json.write(request(hook, environment, output, result));
        FullDisk.naming(request, () -> Files.write(request, json));
        FullDisk.naming(
                log,
                () -> Files.writeString(
                        log, "-- " + hook + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        BuildVariables variables = run.variables(scratch, environment);
        int status = run.call(List.of(request.toString()), variables, source, log);
        if (status != 0 || !Files.isRegularFile(result) || Files.size(result) > LARGEST_RESULT) {
            throw failure(hook, status);
        }
        JsonNode answer = Json.read(Files.readAllBytes(result), result.toString());
        if (answer.has("unavailable")) {
            throw errors.unavailable(
                    system.backend(), answer.path("unavailable").asText());
        }
        return Optional.ofNullable(answer.get("value"));
    }

    private UserException failure(String hook, int status) throws IOException {
        return switch (status) {
            case BackendProcess.TIMED_OUT -> errors.timeout(hook);
            case BackendProcess.LOG_FULL -> errors.logFull(hook);
            default -> errors.failed(hook, status);
        };
    }

    private Map<String, Object> request(String hook, BuildEnvironment environment, Path output, Path result)
            throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("hook", hook);
        request.put("hooks", run.hooks().libraries().toString());
        request.put("python", environment.python().toString());
        request.put("source", source.toString());
        request.put("backend", system.backend());
        request.put(
                "backendPath",
                system.backendPath().stream()
                        .map(path -> source.relativize(path).toString())
                        .map(path -> path.isEmpty() ? "." : path)
                        .toList());
        request.put("settings", plain(settings));
        request.put("output", output.toString());
        request.put("result", result.toString());
        return request;
    }

    /** A setting with one value is a text, with several a list, as other frontends pass them. */
    private static Map<String, Object> plain(Map<String, List<String>> settings) {
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach((name, values) -> plain.put(name, values.size() == 1 ? values.get(0) : values));
        return plain;
    }
}
