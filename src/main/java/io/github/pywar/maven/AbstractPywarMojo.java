package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
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

/**
 * Base of all goals: Maven's own objects, and the parameters of all goals. Each run of Maven loads the classes of all goals,
 * with the types that their methods and fields name; so {@code Mojo} classes have the parameters, and other classes read
 * them.
 */
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
    boolean skip;

    /**
     * Python of this machine that goals run: a path, or the name of a program on PATH.
     *
     * <p>Default: the Python of a toolchain, else one on PATH or in pyenv that fits. Example: {@code
     * -Dpywar.pythonExecutable=/usr/bin/python3.11}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.pythonExecutable")
    String pythonExecutable;

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
    Map<String, String> pythonToolchain = Map.of();

    @Inject
    ToolchainManager toolchains;

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

    /** Warns of unknown elements in the POM, in the first goal of the project that reads its configuration. */
    @SuppressWarnings("unchecked")
    final void warnOfUnknownParameters(Progress progress) {
        Map<Object, Object> context = getPluginContext();
        if (context == null || context.putIfAbsent(UnknownParameters.class, true) == null) {
            UnknownParameters.warn(project, execution, progress);
        }
    }

    /** Checks what all goals of a kind require, before the goal runs. */
    void check(Progress progress) {}

    /** Prepares the rest of the build for the skipped goal. */
    void afterSkip(Progress progress) {}

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        new GoalRun(this).run();
    }

    /** Returns the text of a parameter; empty if the parameter is not set or blank. */
    static Optional<String> value(String parameter) {
        return parameter == null || parameter.isBlank() ? Optional.empty() : Optional.of(parameter.strip());
    }

    /** Returns the path of a parameter; empty if the parameter is not set. */
    static Optional<Path> path(File file) {
        return file == null ? Optional.empty() : Optional.of(file.toPath());
    }

    /** Maven sets null for an element without text, which declares an empty variable. */
    static Map<String, String> variables(Map<String, String> declared) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : declared.entrySet()) {
            variables.put(one.getKey(), one.getValue() == null ? "" : one.getValue());
        }
        return variables;
    }
}
