package io.github.pywar.maven;

import io.github.pywar.app.server.RunningServer;
import io.github.pywar.app.server.StartServer;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Starts the built archive with its own server on a port of the loopback address, for integration tests. The goal waits
 * until the page of {@code verifyPath} answers. {@code pywar:stop} stops the server; otherwise it ends with Maven.
 *
 * @since 1.0.0
 */
@Mojo(
        name = "start",
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class StartMojo extends AbstractPageMojo {

    /**
     * Port of the server. The default of {@code pywar:start} is a free port, that of {@code pywar:run} is 8000.
     *
     * <p>Default: none. Example: {@code -Dpywar.port=8080}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.port")
    String port;

    /**
     * Name of the project property that receives the port of the started server.
     *
     * <p>Default: {@code pywar.port}. Example: {@code <portProperty>shop.port</portProperty>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.portProperty", defaultValue = "pywar.port")
    private String portProperty;

    /**
     * Name of the project property that receives the URL of the started server, such as {@code http://127.0.0.1:41234}.
     *
     * <p>Default: {@code pywar.url}. Example: {@code <urlProperty>shop.url</urlProperty>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.urlProperty", defaultValue = "pywar.url")
    private String urlProperty;

    /**
     * Environment variables of the application, in addition to those of Maven's own environment.
     *
     * <p>Default: none. Example: {@code <environment><DATABASE_URL>sqlite:///test.db</DATABASE_URL></environment>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> environment = Map.of();

    /**
     * File with lines {@code KEY=value}: environment variables of the application, which replace all others.
     *
     * <p>Default: none. Example: {@code <environmentFile>src/test/shop.env</environmentFile>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.environmentFile")
    File environmentFile;

    /**
     * Options of the server program.
     *
     * <p>Default: none. Example: {@code <arguments><argument>--threads=8</argument></arguments>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.arguments")
    List<String> arguments = new ArrayList<>();

    @Override
    void run(Progress progress) throws IOException {
        StartedServers started = StartedServers.of(session, project);
        Optional<String> reason = new SkippedTests(session, project).reason();
        if (reason.isPresent()) {
            progress.step("Not started: " + reason.get());
            return;
        }
        RunningServer server = new StartServer(new ServerReader(this).request(started, progress), progress).run();
        started.add(server, progress);
        project.getProperties().setProperty(portProperty, String.valueOf(server.port()));
        project.getProperties().setProperty(urlProperty, server.url());
    }
}
