package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Run of a goal: its progress, the checks before it, and the report of its errors. */
record GoalRun(AbstractPywarMojo goal) {

    void run() throws MojoExecutionException, MojoFailureException {
        MavenProgress progress = new MavenProgress(goal.getLog(), DownloadOutput.of(goal.getLog(), goal.session));
        try {
            run(progress);
        } finally {
            progress.finish();
        }
    }

    private void run(Progress progress) throws MojoExecutionException, MojoFailureException {
        if (goal.skip) {
            progress.step("Skipped: pywar.skip is set");
            goal.afterSkip(progress);
        } else if (isForThisModule()) {
            checkAndRun(progress);
        } else {
            progress.step("Skipped: this module builds no archive");
        }
    }

    /** A single project is never skipped: the user gets the error about the parameter that its POM lacks. */
    private boolean isForThisModule() {
        return !goal.skipsModulesWithoutArchive()
                || goal.session.getProjects().size() == 1
                || ProjectArchive.isBuiltBy(goal.project, goal.execution.getPlugin());
    }

    private void checkAndRun(Progress progress) throws MojoExecutionException, MojoFailureException {
        try {
            new ParameterCheck(goal.session, goal.project, goal.execution).run(progress);
            goal.check(progress);
            goal.run(progress);
        } catch (UserException e) {
            goal.getLog().debug(MavenProgress.printed(stack(e)));
            throw new MojoFailureException(MavenProgress.printed(message(e)));
        } catch (UncheckedIOException e) {
            throw new FailureMessage(e.getCause(), goal.cacheFolder()).failure();
        } catch (IOException e) {
            throw new FailureMessage(e, goal.cacheFolder()).failure();
        }
    }

    private String message(UserException error) {
        String message =
                ParameterOrigin.of(goal.session, goal.project, goal.execution).corrected(MavenHints.message(error));
        return HintedCommand.of(
                        goal.execution.getMojoDescriptor().getPluginDescriptor(), goal.session.getUserProperties())
                .completed(message);
    }

    private static String stack(Exception error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
