package io.github.pywar.maven;

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
    String verifyPath;

    /**
     * Expected HTTP statuses of the page: numbers, classes and ranges, separated by commas. Redirects are not followed.
     *
     * <p>Default: {@code 2xx,3xx} with {@code <verifyPath>}, {@code 100-499} without. Example: {@code
     * <verifyStatus>200,302</verifyStatus>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyStatus")
    String verifyStatus;

    /**
     * Maximum time in seconds from the start of the application to its answer.
     *
     * <p>Default: {@code 60}. Example: {@code <verifyTimeout>120</verifyTimeout>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.verifyTimeout", defaultValue = "60")
    int verifyTimeout;
}
