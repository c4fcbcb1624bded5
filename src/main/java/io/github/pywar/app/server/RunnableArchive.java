package io.github.pywar.app.server;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Archive that a Python of this machine can serve.
 *
 * @param python the first Python of this machine that fits
 */
public record RunnableArchive(BuiltArchive archive, Interpreter python) {

    /**
     * Returns the first archive that a Python of this machine can serve.
     *
     * @param files one archive or several archives, for different targets
     * @throws UserException if no Python fits, or if the archive contains no server
     */
    public static RunnableArchive first(List<Path> files, Interpreters interpreters) throws IOException {
        List<String> targets = new ArrayList<>();
        for (Path file : files) {
            BuiltArchive archive = BuiltArchive.open(file);
            Optional<Interpreter> python = interpreters
                    .ofSeries(archive.series())
                    .filter(archive::fits)
                    .findFirst();
            if (python.isPresent()) {
                return new RunnableArchive(served(archive), python.get());
            }
            targets.add("`" + archive.name() + "`: " + archive.targetText());
        }
        throw UserException.of("No Python on this machine can run the archive\n    " + String.join("\n    ", targets))
                .hint("install that Python here, or build on a machine that has it")
                .hint("to run no integration tests here: -DskipITs");
    }

    private static BuiltArchive served(BuiltArchive archive) {
        if (archive.canServe()) {
            return archive;
        }
        throw UserException.of("Cannot start `" + archive.name() + "`: it contains no server")
                .hint("remove <server>none</server>, or name a server: <server>waitress</server>");
    }
}
