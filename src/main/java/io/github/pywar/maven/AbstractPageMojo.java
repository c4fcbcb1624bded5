package io.github.pywar.maven;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.ExpectedStatus;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of the goals that start an archive and request one page. */
abstract class AbstractPageMojo extends AbstractPywarMojo {

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
     * Maximum time in seconds from the start of the application to its answer.
     *
     * <p>Default: {@code 60}. Example: {@code <verifyTimeout>120</verifyTimeout>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyTimeout", defaultValue = "60")
    private int verifyTimeout;

    final AwaitedPage page() {
        return new AwaitedPage(value(verifyPath).orElse("/"), status(), Duration.ofSeconds(verifyTimeout));
    }

    private ExpectedStatus status() {
        ExpectedStatus byPath =
                value(verifyPath).isPresent() ? ExpectedStatus.OF_NAMED_PAGE : ExpectedStatus.OF_ANY_PAGE;
        return value(verifyStatus).map(ExpectedStatus::parse).orElse(byPath);
    }

    static Optional<Path> path(File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }

    /** Maven sets null for an element without text, which declares an empty variable. */
    static Map<String, String> variables(Map<String, String> declared) {
        Map<String, String> variables = new LinkedHashMap<>();
        declared.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        return variables;
    }
}
