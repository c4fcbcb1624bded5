package io.github.pywar.app.buildstep;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.requirementsfile.ShellWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Build step as the POM declares it.
 *
 * @param command as declared; no shell runs it
 * @param outputs globs of the files that the step writes, below its working directory
 * @param directory folder of the project that is copied for the step; empty: the application's own files
 * @param targetPath folder in {@code app/} that the files are packed into; empty for {@code app/} itself
 * @param environment variables of the command
 * @param limits of the run
 */
public record StepDeclaration(
        String command,
        List<String> outputs,
        Optional<Path> directory,
        String targetPath,
        Map<String, String> environment,
        Limits limits) {

    /**
     * Limits of a run.
     *
     * @param timeout the longest time
     * @param isNetworkAllowed whether the command may use the network
     */
    public record Limits(Duration timeout, boolean isNetworkAllowed) {}

    private static final String ORIGIN = "\n    from: <buildSteps>";

    /** @throws UserException if a value cannot be used */
    public StepDeclaration {
        if (command.isBlank()) {
            throw UserException.of("A build step has no command" + ORIGIN)
                    .hint("declare it: <command>python manage.py collectstatic --noinput</command>");
        }
        command = command.strip();
        outputs = List.copyOf(outputs);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        words(command);
        if (outputs.isEmpty()) {
            throw UserException.of("The build step `" + command + "` declares no outputs" + ORIGIN)
                    .hint("declare the files that it writes: <outputs><output>static/**</output></outputs>");
        }
        if (limits.timeout().isNegative() || limits.timeout().isZero()) {
            throw UserException.of("`" + limits.timeout().toSeconds() + "` is not a time limit of the build step `"
                            + command + "`" + ORIGIN)
                    .hint("the limit is 1 second or more; the default is 600 seconds");
        }
    }

    /** Returns the program and its arguments. */
    List<String> words() {
        return words(command);
    }

    /** Returns the name of the step in messages. */
    String label() {
        return "the build step `" + command + "`";
    }

    private static List<String> words(String command) {
        try {
            return ShellWords.split(command).stream()
                    .map(ShellWords.Word::value)
                    .toList();
        } catch (SyntaxException e) {
            throw UserException.of("The command of the build step `" + command
                            + "` has an open quote, or ends with a backslash" + ORIGIN)
                    .hint("close the quote: the command is split into words as by a shell");
        }
    }
}
