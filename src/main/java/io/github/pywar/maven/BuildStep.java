package io.github.pywar.maven;

import io.github.pywar.app.buildstep.StepDeclaration;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bean of {@code <buildStep>}: a command whose files are added to the application. */
public final class BuildStep {

    private static final String DIRECTORY = "<workingDirectory>";

    /** Program and arguments. No shell runs them. */
    private String command = "";

    /** Globs of the files to add, below the working directory. */
    private List<String> outputs = List.of();

    /** Environment variables of the command. */
    private Map<String, String> environment = Map.of();

    /** Longest time in seconds. */
    private int timeout = 600;

    /** Folder of the project that the command works in a copy of; if empty, the application's own files. */
    private String workingDirectory = "";

    /** Folder below {@code app/} for the files. */
    private String targetPath = "";

    /** Whether the command may use the network. */
    private boolean network;

    /** Returns the folder to copy, if one is declared. */
    Optional<Path> directory(Path base) {
        return AbstractPywarMojo.value(workingDirectory)
                .map(text -> base.resolve(PathText.require(text, DIRECTORY)).normalize());
    }

    StepDeclaration declaration(Path base) {
        // Maven sets null for an element without text, which declares an empty variable
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        return new StepDeclaration(
                command == null ? "" : command,
                outputs,
                directory(base),
                targetPath == null ? "" : targetPath,
                variables,
                new StepDeclaration.Limits(Duration.ofSeconds(timeout), network));
    }

    /** Returns the command, for Maven's debug log; values of variables may be secret. */
    @Override
    public String toString() {
        return Credentials.redact(String.valueOf(command));
    }
}
