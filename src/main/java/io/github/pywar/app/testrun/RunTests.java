package io.github.pywar.app.testrun;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the tests of a project in an environment: with pytest if it is installed there, otherwise with unittest. */
public final class RunTests {

    /**
     * Request to run tests.
     *
     * @param environment with the libraries of the tests
     * @param suite the tests
     * @param sources folders of the project's modules
     * @param options of the run
     * @param work folder for files of the run; its content may be replaced
     * @param reports folder of the JUnit XML files
     */
    public record Request(
            VirtualEnvironment environment,
            TestSuite suite,
            List<Path> sources,
            Options options,
            Path work,
            Path reports) {

        public Request {
            sources = List.copyOf(sources);
            work = work.toAbsolutePath().normalize();
            reports = reports.toAbsolutePath().normalize();
        }
    }

    /**
     * Options of a run.
     *
     * @param selection patterns of the tests to run, in Surefire's notation; empty for all
     * @param arguments for pytest
     * @param variables all environment variables
     * @param timeout of the complete run
     * @param coverage file of the coverage, in Cobertura's format; empty for no measurement
     */
    public record Options(
            List<String> selection,
            List<String> arguments,
            Map<String, String> variables,
            Duration timeout,
            Optional<Path> coverage) {

        public Options {
            selection = List.copyOf(selection);
            arguments = List.copyOf(arguments);
            variables = Map.copyOf(variables);
        }
    }

    private final Progress progress;

    /** @param progress receives each result */
    public RunTests(Progress progress) {
        this.progress = progress;
    }

    /**
     * Runs the tests and writes their reports. Failed tests are no error of this method.
     *
     * @throws UserException if the tests could not run, or their process crashed
     */
    public TestSummary run(Request request) throws IOException {
        TestConsole console = new TestConsole(progress);
        TestReports reports = new TestReports(request.reports());
        reports.deleteOutdated();
        console.begin();
        TestEvents events = new TestEvents(console, progress);
        TestProcess.Ended ended = process(request).run(events);
        TestRunEnd end = new TestRunEnd(ended, events, request);
        events.unfinished(end.why());
        reports.write(events.results());
        TestSummary summary = console.end(events.results()).without(events.unrun());
        end.check(summary);
        request.options()
                .coverage()
                .filter(Files::isRegularFile)
                .ifPresent(file -> progress.step(CoverageReport.summary(file)));
        return summary;
    }

    private static TestProcess process(Request request) throws IOException {
        Path settings = new TestSettings(request).write();
        VirtualEnvironment environment = request.environment();
        return new TestProcess(
                environment,
                List.of(
                        environment.python().toString(),
                        settings.resolveSibling("run_tests.py").toString(),
                        settings.toString()),
                variables(request),
                request.suite().base(),
                request.work().resolve("output.txt"),
                request.options().timeout());
    }

    /** The variables of an activated environment: programs that tests start are those of the environment. */
    private static Map<String, String> variables(Request request) {
        Map<String, String> variables = new TreeMap<>(request.options().variables());
        variables.keySet().removeIf(name -> name.equals("PYTHONHOME") || name.equals("PYTHONPATH"));
        VirtualEnvironment environment = request.environment();
        variables.put("VIRTUAL_ENV", environment.folder().toString());
        variables.merge(
                "PATH", environment.scripts().toString(), (path, own) -> own + java.io.File.pathSeparator + path);
        variables.put("PYTHONUNBUFFERED", "1");
        variables.put("PYTHONIOENCODING", "utf-8");
        return variables;
    }

    /** Status of a run that its time limit ended. */
    static final int TIMED_OUT = SupervisedProcess.TIMED_OUT;
}
