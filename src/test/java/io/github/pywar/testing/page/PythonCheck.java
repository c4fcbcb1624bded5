package io.github.pywar.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that a Python makes in one process: Python's compiler, the syntax check of {@code sh}, and the command line of the
 * archive's own tool.
 */
public final class PythonCheck {

    private static final Path SCRIPT = Path.of("src/test/resources/pages/check_blocks.py");
    private static final Path RUNTIME = Path.of("src/main/resources/io/github/pywar/runtime");

    private PythonCheck() {}

    /**
     * Code to check.
     *
     * @param language {@code python} or {@code sh}
     * @param text the code
     */
    public record Code(String language, String text) {}

    /**
     * Result of one check.
     *
     * @param faults messages
     * @param commands commands of {@code sh} code, each as its words
     */
    public record Result(List<String> faults, List<List<String>> commands) {}

    /** Checks all code, and returns one result for each. */
    public static List<Result> run(List<Code> all, Path folder) throws IOException {
        Path input = folder.resolve("blocks.json");
        Files.write(input, Json.write(all));
        Tool.Result done = Tool.run(
                Path.of("."),
                Map.of("PYTHONPATH", RUNTIME.toString(), "PYTHONDONTWRITEBYTECODE", "1"),
                "python3",
                SCRIPT.toString(),
                input.toString());
        assertThat(done.exit()).as(done.output()).isZero();
        List<Result> results = new ArrayList<>();
        Json.read(done.output().getBytes(StandardCharsets.UTF_8), SCRIPT.toString())
                .forEach(one -> results.add(new Result(texts(one.path("faults")), commands(one))));
        return results;
    }

    private static List<List<String>> commands(JsonNode result) {
        List<List<String>> commands = new ArrayList<>();
        result.path("commands").forEach(words -> commands.add(texts(words)));
        return commands;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
