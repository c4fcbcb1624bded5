package io.github.pywar.maven;

import io.github.pywar.app.check.BootChecks;
import io.github.pywar.app.task.VerifyApp;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Boots the archive with a Python of this machine and requests one page. The goal succeeds if the entry point can be
 * imported, the application raises no exception, and the page answers with an expected status. The application has no
 * network. A second request checks that the response follows WSGI or ASGI.
 *
 * @since 1.0.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends AbstractPageMojo {

    /**
     * How the archive is verified if no Python of this machine fits the target: {@code auto} checks the files and warns,
     * {@code required} fails. {@code skip} turns verification off.
     *
     * <p>Default: {@code auto}. Example: {@code <verify>required</verify>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verify", defaultValue = "auto")
    private String verify;

    /**
     * Environment variables of the booted application. From the environment of the build it inherits only {@code PATH},
     * {@code LD_LIBRARY_PATH}, {@code LANG}, {@code LC_*}, {@code TZ} and {@code TMPDIR}; {@code HOME} is an empty directory.
     *
     * <p>Default: none. Example: {@code
     * <verifyEnvironment><DATABASE_URL>sqlite://</DATABASE_URL></verifyEnvironment>}
     *
     * @since 1.0.0
     */
    @Parameter
    private Map<String, String> verifyEnvironment = Map.of();

    /**
     * Verify the archive again even if it has passed before.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    private boolean force;

    /**
     * Allow the application to use the network during the check, for example a database that it needs to start. Without it,
     * the application has only a loopback interface of its own, if the system has network namespaces.
     *
     * <p>Default: {@code false}. Example: {@code <verifyNetwork>true</verifyNetwork>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyNetwork", defaultValue = "false")
    private boolean verifyNetwork;

    /**
     * What a response that violates WSGI (PEP 3333) or ASGI means: {@code warn}, {@code fail} or {@code skip}.
     *
     * <p>Default: {@code warn}. Example: {@code <verifyConformance>fail</verifyConformance>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyConformance", defaultValue = "warn")
    private String verifyConformance;

    @Parameter(defaultValue = "${project.build.directory}/pywar/verify", readonly = true)
    private File folder;

    @Override
    void run(Progress progress) throws IOException {
        VerifyApp.Mode mode = VerifyApp.Mode.parse(verify);
        PassedVerification passed = new PassedVerification(
                new ArchiveSettings(session, project, execution),
                folder.toPath().resolveSibling("verified"),
                hostPython(progress),
                force || verifyNetwork || mode == VerifyApp.Mode.SKIP); // a service of the network may have changed
        for (Artifact artifact : ProjectArchive.allOf(project)) {
            Path archive = artifact.getFile().toPath();
            passed.orElse(archive, recorded -> verify(archive, mode, recorded), progress);
        }
    }

    private void verify(Path archive, VerifyApp.Mode mode, Progress progress) throws IOException {
        new VerifyApp(hostPythons(progress), progress)
                .run(new VerifyApp.Request(
                        archive,
                        mode,
                        page(),
                        System.getenv(),
                        variables(verifyEnvironment),
                        folder.toPath(),
                        new BootChecks(verifyNetwork, BootChecks.Conformance.parse(verifyConformance))));
    }
}
