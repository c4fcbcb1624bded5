package io.github.pywar.maven;

import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.app.task.VerifyApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Boots the archive with a Python of this machine and requests one page. It passes when the entry imports, no exception
 * leaves the application, and the page answers with an expected status.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends AbstractPywarMojo {

    /**
     * What happens where no local Python fits the target: {@code auto} checks the files and warns, {@code required} is an
     * error; {@code skip} checks nothing anywhere.
     *
     * <p>Default: {@code auto}. Example: {@code <verify>required</verify>}
     */
    @Parameter(property = "pywar.verify", defaultValue = "auto")
    private String verify;

    /**
     * The path of the page to request. A page that is named must answer with a status of success or redirection; where
     * none is named, any status below 500 passes.
     *
     * <p>Default: {@code /}. Example: {@code <verifyPath>/health</verifyPath>}
     */
    @Parameter(property = "pywar.verifyPath")
    private String verifyPath;

    /**
     * The statuses with which the page must answer: numbers, classes and ranges, separated by commas. Redirects are not
     * followed.
     *
     * <p>Default: {@code 2xx,3xx} with {@code <verifyPath>}, {@code 100-499} without. Example: {@code
     * <verifyStatus>200,302</verifyStatus>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyStatus")
    private String verifyStatus;

    /**
     * Environment variables of the booted application. Of the variables of the build it gets {@code PATH}, {@code
     * LD_LIBRARY_PATH}, {@code LANG}, {@code LC_*}, {@code TZ} and {@code TMPDIR} only; {@code HOME} is an empty folder.
     *
     * <p>Default: none. Example: {@code
     * <verifyEnvironment><DATABASE_URL>sqlite://</DATABASE_URL></verifyEnvironment>}
     */
    @Parameter
    private Map<String, String> verifyEnvironment = Map.of();

    /**
     * How many seconds the application may take until it answers.
     *
     * <p>Default: {@code 60}. Example: {@code <verifyTimeout>120</verifyTimeout>}
     */
    @Parameter(property = "pywar.verifyTimeout", defaultValue = "60")
    private int verifyTimeout;

    @Parameter(defaultValue = "${project.build.directory}/pywar/verify", readonly = true)
    private File folder;

    @Override
    void run(Progress progress) throws IOException {
        VerifyApp task = new VerifyApp(Interpreters.of(System.getenv()), progress);
        for (Artifact archive : ProjectArchive.allOf(project)) {
            task.run(new VerifyApp.Request(
                    archive.getFile().toPath(),
                    mode(),
                    said(verifyPath).orElse("/"),
                    status(),
                    System.getenv(),
                    variables(),
                    Duration.ofSeconds(verifyTimeout),
                    folder.toPath()));
        }
    }

    private ExpectedStatus status() {
        ExpectedStatus usual = said(verifyPath).isPresent() ? ExpectedStatus.OF_NAMED_PAGE : ExpectedStatus.OF_ANY_PAGE;
        return said(verifyStatus).map(ExpectedStatus::parse).orElse(usual);
    }

    /** Maven makes null of an element without text: that is an empty variable. */
    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        verifyEnvironment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        return variables;
    }

    private VerifyApp.Mode mode() {
        try {
            return VerifyApp.Mode.valueOf(verify.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw UserException.of("`" + verify + "` is no value of <verify>: it is auto, required or skip");
        }
    }
}
