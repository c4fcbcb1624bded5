package io.github.pywar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Program of the machine that a test runs to its end. */
public final class Tool {

    private Tool() {}

    /**
     * @param exit its exit code
     * @param output both streams, as one text
     */
    public record Result(int exit, String output) {}

    /** Runs a program. Where the machine does not have it, the test is skipped, with that reason. */
    public static Result run(Path folder, String program, String... arguments) {
        return run(folder, Map.of(), program, arguments);
    }

    /** Runs a program with these variables in addition to those of the test's own environment. */
    public static Result run(Path folder, Map<String, String> environment, String program, String... arguments) {
        Assumptions.assumeTrue(program.contains("/") || isThere(program), () -> "no `" + program + "` on the PATH");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the PATH has the program. */
    public static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
