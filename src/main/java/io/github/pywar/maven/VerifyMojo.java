package io.github.pywar.maven;

import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.app.task.VerifyApp;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Boots the archive with a Python of this machine and requests one page. The goal succeeds if the entry point can be
 * imported, the application raises no exception, and the page answers with an expected status.
 *
 * @since 1.0.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends AbstractPywarMojo {

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
     * URL path of the page to request. A configured page must answer with 2xx or 3xx; the default page may answer with any
     * status below 500.
     *
     * <p>Default: {@code /}. Example: {@code <verifyPath>/health</verifyPath>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyPath")
    private String verifyPath;

    /**
     * Expected HTTP statuses of the page: numbers, classes and ranges, separated by commas. Redirects are not followed.
     *
     * <p>Default: {@code 2xx,3xx} with {@code <verifyPath>}, {@code 100-499} without. Example: {@code
     * <verifyStatus>200,302</verifyStatus>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyStatus")
    private String verifyStatus;

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
     * Maximum time in seconds from the start of the application to its answer.
     *
     * <p>Default: {@code 60}. Example: {@code <verifyTimeout>120</verifyTimeout>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyTimeout", defaultValue = "60")
    private int verifyTimeout;

    /**
     * Verify the archive again even if it has passed before.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.force}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.force", defaultValue = "false")
    private boolean force;

    @Parameter(defaultValue = "${project.build.directory}/pywar/verify", readonly = true)
    private File folder;

    @Override
    void run(Progress progress) throws IOException {
        VerifyApp.Mode mode = VerifyApp.Mode.parse(verify);
        PassedVerification passed = new PassedVerification(
                new ArchiveSettings(session, project, execution),
                folder.toPath().resolveSibling("verified"),
                force || mode == VerifyApp.Mode.SKIP);
        for (Artifact artifact : ProjectArchive.allOf(project)) {
            Path archive = artifact.getFile().toPath();
            passed.orElse(archive, recorded -> verify(archive, mode, recorded), progress);
        }
    }

    private void verify(Path archive, VerifyApp.Mode mode, Progress progress) throws IOException {
        new VerifyApp(Interpreters.of(System.getenv()), progress)
                .run(new VerifyApp.Request(
                        archive,
                        mode,
                        value(verifyPath).orElse("/"),
                        status(),
                        System.getenv(),
                        variables(),
                        Duration.ofSeconds(verifyTimeout),
                        folder.toPath()));
    }

    private ExpectedStatus status() {
        ExpectedStatus byPath =
                value(verifyPath).isPresent() ? ExpectedStatus.OF_NAMED_PAGE : ExpectedStatus.OF_ANY_PAGE;
        return value(verifyStatus).map(ExpectedStatus::parse).orElse(byPath);
    }

    /** Maven sets null for an element without text, which declares an empty variable. */
    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        verifyEnvironment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        return variables;
    }
}
