package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
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
    String verify;

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
    Map<String, String> verifyEnvironment = Map.of();

    /**
     * Verify the archive again even if it has passed before.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    boolean force;

    /**
     * Allow the application to use the network during the check, for example a database that it needs to start. Without it,
     * the application has only a loopback interface of its own, if the system has network namespaces.
     *
     * <p>Default: {@code false}. Example: {@code <verifyNetwork>true</verifyNetwork>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyNetwork", defaultValue = "false")
    boolean verifyNetwork;

    /**
     * What a response that violates WSGI (PEP 3333) or ASGI means: {@code warn}, {@code fail} or {@code skip}.
     *
     * <p>Default: {@code warn}. Example: {@code <verifyConformance>fail</verifyConformance>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyConformance", defaultValue = "warn")
    String verifyConformance;

    @Parameter(defaultValue = "${project.build.directory}/pywar/verify", readonly = true)
    File folder;

    @Override
    void run(Progress progress) throws IOException {
        ArchiveVerification verification = ArchiveVerification.of(this, progress);
        for (Artifact artifact : ProjectArchive.allOf(project)) {
            verification.run(artifact.getFile().toPath(), progress);
        }
    }
}
