package io.github.pywar.maven;

import io.github.pywar.app.task.VerifyApp;
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
 * imported, the application raises no exception, and the page answers with an expected status.
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

    @Parameter(defaultValue = "${project.build.directory}/pywar/verify", readonly = true)
    private File folder;

    @Override
    void run(Progress progress) throws IOException {
        VerifyApp task = new VerifyApp(hostPythons(progress), progress);
        for (Artifact archive : ProjectArchive.allOf(project)) {
            task.run(new VerifyApp.Request(
                    archive.getFile().toPath(),
                    VerifyApp.Mode.parse(verify),
                    page(),
                    System.getenv(),
                    variables(verifyEnvironment),
                    folder.toPath()));
        }
    }
}
