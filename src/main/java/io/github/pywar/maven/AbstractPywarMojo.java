package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals share: Maven's own objects, and how a fault becomes a line in Maven's log. */
abstract class AbstractPywarMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    /**
     * Skips this goal. Where {@code package} is skipped and its archive is the project's artifact, Maven installs, signs
     * and deploys nothing of the project either.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.skip}
     */
    @Parameter(property = "pywar.skip", defaultValue = "false")
    private boolean skip;

    /** @return whether the goal works on this project, so that its parameters count */
    boolean isMeant() {
        return true;
    }

    /** The goal's work; {@code progress} writes to Maven's log. */
    abstract void run(Progress progress) throws IOException;

    /** @return where downloads are kept, in a goal that fetches any */
    Optional<Path> cacheFolder() {
        return Optional.empty();
    }

    /** What follows for the rest of the build where this goal is skipped. */
    void skipped(Progress progress) {}

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        Progress progress = new MavenProgress(getLog(), session.getRepositorySession());
        if (skip) {
            progress.step("Skipped: pywar.skip is set");
            skipped(progress);
            return;
        }
        try {
            if (isMeant()) {
                new ParameterCheck(session, project, execution).run(progress);
            }
            run(progress);
        } catch (UserException e) {
            getLog().debug(MavenProgress.printed(stack(e)));
            throw new MojoFailureException(MavenProgress.printed(MavenHints.message(e)));
        } catch (UncheckedIOException e) {
            throw new FailureMessage(e.getCause(), cacheFolder()).failure();
        } catch (IOException e) {
            throw new FailureMessage(e, cacheFolder()).failure();
        }
    }

    private static String stack(Exception fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** @return a parameter's text; empty where nothing but blanks is said */
    static Optional<String> said(String parameter) {
        return Optional.ofNullable(parameter).map(String::strip).filter(text -> !text.isEmpty());
    }
}
