package io.github.pywar.python.declaration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.testing.Once;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** poetry-core, run by the first Python of this machine. pip installs it into {@code target} if it is missing. */
final class PoetryCore {

    private static final Path SITE = Path.of("target", "tools", "poetry-core").toAbsolutePath();

    private final Path folder;

    PoetryCore(Path folder) {
        this.folder = folder;
    }

    static void install() {
        Once.unlessThere(SITE, () -> {
            Tool.Result installed = Tool.run(
                    Path.of("."),
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--target",
                    SITE.toString(),
                    "poetry-core>=2.5,<2.6");
            if (installed.exit() != 0) {
                throw new IllegalStateException(installed.output());
            }
        });
    }

    /** Runs a script of {@code src/test/resources/poetry}, and returns its answer. */
    Map<?, ?> ask(String script, Map<String, List<String>> question) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path input = folder.resolve("question.json");
        Path output = folder.resolve("answer.json");
        json.writeValue(input.toFile(), question);
        Tool.Result result = Tool.run(
                folder,
                Map.of("PYTHONPATH", SITE.toString()),
                "python3",
                Path.of("src/test/resources/poetry", script).toAbsolutePath().toString(),
                input.toString(),
                output.toString());
        if (result.exit() != 0) {
            throw new IllegalStateException(result.output());
        }
        return json.readValue(output.toFile(), Map.class);
    }
}
