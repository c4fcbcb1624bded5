package io.github.pywar.maven;

import io.github.pywar.app.development.DevelopmentRequest;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSuite;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what the development server needs: the environment, the application and the tests. */
record DevelopmentReader(AbstractEnvironmentMojo goal, PomReader pom) {

    DevelopmentRequest request(DevelopmentRequest.Options options, Progress progress) throws IOException {
        TestReader reader = new TestReader(goal, pom);
        Optional<TestSuite> suite = reader.suite();
        Optional<RunTests.Request> tests =
                suite.isPresent() ? Optional.of(reader.request(suite.get(), false, progress)) : Optional.empty();
        VirtualEnvironment environment =
                tests.isPresent() ? tests.get().environment() : new EnvironmentReader(goal, pom).prepare(progress);
        Path work = goal.outputDirectory.toPath().resolve("pywar").resolve("run");
        return new DevelopmentRequest(
                pom.entry(), pom.serverName(), environment, options, tests, directory(environment), work);
    }

    /** The folder of manage.py: the source directory, or the project's folder if a library has the application. */
    private Path directory(VirtualEnvironment environment) {
        Path sources = goal.sourceDirectory.toPath().toAbsolutePath().normalize();
        return environment.sources().contains(sources)
                ? sources
                : goal.project.getBasedir().toPath();
    }
}
