package io.github.pywar.app.development;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.server.BindAddress;
import io.github.pywar.app.server.ServerEnvironment;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.base.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Request to serve an application from its sources.
 *
 * @param entry the application
 * @param server name of the archive's server
 * @param environment Python with the libraries
 * @param options of the server
 * @param tests how the tests of the project run; empty if it has none
 * @param directory the working directory
 * @param work folder for files of the server
 */
public record DevelopmentRequest(
        ObjectReference entry,
        String server,
        VirtualEnvironment environment,
        Options options,
        Optional<RunTests.Request> tests,
        Path directory,
        Path work) {

    /**
     * Options of the server.
     *
     * @param variables environment of the application
     * @param arguments options of the server program
     * @param debugPort port of the debugger on the loopback address; empty for none
     * @param isTestingContinuously whether each change runs the tests that it concerns
     * @param isInteractive whether keys of the terminal are read
     */
    public record Options(
            BindAddress address,
            ServerEnvironment variables,
            List<String> arguments,
            OptionalInt debugPort,
            boolean isTestingContinuously,
            boolean isInteractive) {

        public Options {
            arguments = List.copyOf(arguments);
        }
    }

    /** @throws UserException if tests are requested and the project has none */
    public DevelopmentRequest {
        directory = directory.toAbsolutePath().normalize();
        work = work.toAbsolutePath().normalize();
        if (options.isTestingContinuously() && tests.isEmpty()) {
            throw UserException.of("The project has no tests\n    from: <continuousTests>")
                    .hint("write tests in src/test/python, in files test_*.py, or declare <testSourceDirectory>")
                    .hint("or remove <continuousTests>");
        }
    }
}
