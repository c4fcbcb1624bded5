package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/** Base of all goals: Maven's own objects, the checks before a goal runs, and the report of its errors. */
abstract class AbstractPywarMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    /**
     * Skip this goal. If {@code package} is skipped and the archive is the project's artifact, Maven does not install,
     * sign or deploy the project either.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.skip}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Python of this machine that goals run: a path, or the name of a program on PATH.
     *
     * <p>Default: the Python of a toolchain, else one on PATH or in pyenv that fits. Example: {@code
     * -Dpywar.pythonExecutable=/usr/bin/python3.11}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.pythonExecutable")
    private String pythonExecutable;

    /**
     * What a toolchain of the type {@code python} in toolchains.xml must provide to be used, for example its {@code
     * version}, which may be a range.
     *
     * <p>Default: the toolchain that maven-toolchains-plugin has selected. Example: {@code
     * <pythonToolchain><version>[3.11,3.13)</version></pythonToolchain>}
     *
     * @since 1.0.0
     */
    @Parameter
    private Map<String, String> pythonToolchain = Map.of();

    @Inject
    private ToolchainManager toolchains;

    /** Runs the goal; its steps and warnings go to {@code progress}. */
    abstract void run(Progress progress) throws IOException;

    /** Returns whether the goal skips a module of a reactor that builds no archive. */
    boolean skipsModulesWithoutArchive() {
        return false;
    }

    /** Returns the folder of downloads, if the goal downloads anything. */
    Optional<Path> cacheFolder() {
        return Optional.empty();
    }

    /**
     * Returns the Python of this machine that the user selects: by {@code <pythonExecutable>}, or by a toolchain.
     *
     * @return the program; empty if the goal searches one itself
     */
    final Optional<Path> hostPython(Progress progress) {
        return selection().find(value(pythonExecutable), pythonToolchain, progress);
    }

    /** Returns the selected Python, and no other; if none is selected, those on PATH and in pyenv. */
    final Interpreters hostPythons(Progress progress) {
        return hostPython(progress).map(Interpreters::only).orElseGet(() -> Interpreters.of(System.getenv()));
    }

    /** Returns the Python of a toolchain, if one is selected. */
    final Optional<Path> toolchainPython(Progress progress) {
        return selection().ofToolchain(pythonToolchain, progress);
    }

    /** Without a POM, as for {@code init}, a relative path starts at the current folder. */
    private HostPython selection() {
        Path base = Optional.ofNullable(project.getBasedir())
                .map(File::toPath)
                .orElseGet(() -> Path.of(session.getExecutionRootDirectory()));
        return new HostPython(toolchains, session, base);
    }

    /** Warns of unknown elements in the POM, in the first goal of the project that reads its configuration. */
    @SuppressWarnings("unchecked")
    final void warnOfUnknownParameters(Progress progress) {
        Map<Object, Object> context = getPluginContext();
        if (context == null || context.putIfAbsent(UnknownParameters.class, true) == null) {
            UnknownParameters.warn(project, execution, progress);
        }
    }

    /** Prepares the rest of the build for the skipped goal. */
    void afterSkip(Progress progress) {}

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        MavenProgress progress = new MavenProgress(getLog(), DownloadOutput.of(getLog(), session));
        try {
            execute(progress);
        } finally {
            progress.finish();
        }
    }

    private void execute(Progress progress) throws MojoExecutionException, MojoFailureException {
        if (skip) {
            progress.step("Skipped: pywar.skip is set");
            afterSkip(progress);
        } else if (isForThisModule()) {
            checkAndRun(progress);
        } else {
            progress.step("Skipped: this module builds no archive");
        }
    }

    /** A single project is never skipped: the user gets the error about the parameter that its POM lacks. */
    private boolean isForThisModule() {
        return !skipsModulesWithoutArchive()
                || session.getProjects().size() == 1
                || ProjectArchive.isBuiltBy(project, execution.getPlugin());
    }

    private void checkAndRun(Progress progress) throws MojoExecutionException, MojoFailureException {
        try {
            new ParameterCheck(session, project, execution).run(progress);
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

    private static String stack(Exception error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Returns the text of a parameter; empty if the parameter is not set or blank. */
    static Optional<String> value(String parameter) {
        return parameter == null || parameter.isBlank() ? Optional.empty() : Optional.of(parameter.strip());
    }

    /** Returns the path of a parameter; empty if the parameter is not set. */
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
