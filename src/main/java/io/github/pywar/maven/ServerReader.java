package io.github.pywar.maven;

import io.github.pywar.app.server.RunnableArchive;
import io.github.pywar.app.server.ServerEnvironment;
import io.github.pywar.app.server.ServerRequest;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Reads what a server for tests needs: its archive, its port, and its environment. */
record ServerReader(StartMojo goal) {

    ServerRequest request(StartedServers started, Progress progress) throws IOException {
        return new ServerRequest(
                RunnableArchive.first(
                        ProjectArchive.builtOrRequired(goal.project),
                        HostPython.of(goal).all(progress)),
                goal.execution.getExecutionId(),
                started.port(AbstractPywarMojo.value(goal.port)),
                new PageReader(goal).page(),
                new ServerEnvironment(
                        System.getenv(),
                        AbstractPywarMojo.variables(goal.environment),
                        AbstractPywarMojo.path(goal.environmentFile)),
                goal.arguments,
                Path.of(goal.project.getBuild().getDirectory(), "pywar", "server"));
    }
}
