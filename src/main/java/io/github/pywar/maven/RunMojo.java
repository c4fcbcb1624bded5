package io.github.pywar.maven;

import io.github.pywar.app.development.DevelopmentRequest;
import io.github.pywar.app.development.RunSources;
import io.github.pywar.app.server.BindAddress;
import io.github.pywar.app.server.ServerEnvironment;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Serves the application from its sources, for development: with the libraries and the server of the archive. It starts the
 * application again when a module or a template changes. Ctrl-C quits.
 *
 * @since 1.0.0
 */
@Mojo(name = "run", threadSafe = true)
public final class RunMojo extends AbstractEnvironmentMojo {

    /**
     * Port of the server. The default of {@code pywar:start} is a free port, that of {@code pywar:run} is 8000.
     *
     * <p>Default: none. Example: {@code -Dpywar.port=8080}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.port")
    private String port;

    /**
     * Address that the development server listens on; {@code 0.0.0.0} is all addresses of this machine.
     *
     * <p>Default: {@code 127.0.0.1}. Example: {@code -Dpywar.bind=0.0.0.0}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.bind", defaultValue = "127.0.0.1")
    private String bind;

    /**
     * Environment variables of the application, in addition to those of Maven's own environment.
     *
     * <p>Default: none. Example: {@code <environment><DATABASE_URL>sqlite:///test.db</DATABASE_URL></environment>}
     *
     * @since 1.0.0
     */
    @Parameter
    private Map<String, String> environment = Map.of();

    /**
     * File with lines {@code KEY=value}: environment variables of the application, which replace all others.
     *
     * <p>Default: none. Example: {@code <environmentFile>src/test/shop.env</environmentFile>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.environmentFile")
    private File environmentFile;

    /**
     * Options of the server program.
     *
     * <p>Default: none. Example: {@code <arguments><argument>--threads=8</argument></arguments>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.arguments")
    private List<String> arguments = new ArrayList<>();

    /**
     * Port of the debugger on the loopback address. The test requirements must have {@code debugpy}.
     *
     * <p>Default: none. Example: {@code -Dpywar.debugPort=5678}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.debugPort")
    private String debugPort;

    /**
     * Run the tests that a change concerns after each change: those that import a changed module, directly or indirectly.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.continuousTests}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.continuousTests", defaultValue = "false")
    private boolean continuousTests;

    @Inject
    RunMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        DevelopmentRequest.Options options = new DevelopmentRequest.Options(
                new BindAddress(bind, Ports.parse(value(port).orElse(Ports.DEFAULT))),
                new ServerEnvironment(System.getenv(), variables(environment), path(environmentFile)),
                arguments,
                value(debugPort).map(Ports::parse).map(OptionalInt::of).orElse(OptionalInt.empty()),
                continuousTests,
                session.getRequest().isInteractiveMode());
        new RunSources(new DevelopmentReader(this, new PomReader(this)).request(options, progress), progress).run();
    }
}
