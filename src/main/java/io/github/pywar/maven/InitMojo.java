package io.github.pywar.maven;

import io.github.pywar.app.init.Framework;
import io.github.pywar.app.init.InitApp;
import io.github.pywar.app.init.InitRequest;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the POM of an existing Python project: it finds the application, the requirements and the Python version without
 * running Python. For Django, it also writes hooks. In a folder without Python modules, it writes a small new application.
 * No file is overwritten.
 *
 * @since 1.0.0
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends AbstractCoordinatesMojo {

    /**
     * Folder of the Python project.
     *
     * <p>Default: the current folder. Example: {@code -Dpywar.initDirectory=../shop}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.initDirectory", defaultValue = "${basedir}")
    private File initDirectory;

    /**
     * Entry point of the application, {@code module:attribute}, if the project has several.
     *
     * <p>Default: the application that is found. Example: {@code -Dpywar.application=shop.wsgi:application}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.application")
    private String application;

    /**
     * Interface of the application, {@code wsgi} or {@code asgi}.
     *
     * <p>Default: that of the application. Example: {@code -Dpywar.interface=asgi}
     *
     * @since 1.0.0
     */
    @Parameter(name = "interface", property = "pywar.interface")
    private String protocol;

    /**
     * Framework of a new application: {@code flask}, {@code django}, {@code fastapi} or {@code wsgi}.
     *
     * <p>Default: {@code flask}. Example: {@code -Dpywar.framework=django}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.framework")
    private String framework;

    /**
     * Python version in the POM.
     *
     * <p>Default: the version that the project declares, or that of this machine. Example: {@code -Dpywar.python=3.12}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.python")
    private String python;

    @Override
    void run(Progress progress) throws IOException {
        new InitApp(progress)
                .run(new InitRequest(
                        initDirectory.toPath(),
                        value(application),
                        value(protocol).map(Protocol::parse),
                        value(framework).map(Framework::parse),
                        value(python),
                        value(groupId),
                        value(artifactId),
                        value(version),
                        execution.getVersion(),
                        HostPython.of(this).all(progress)));
    }

    /** Sets {@code interface}; Maven calls it, because no Java field can have that name. */
    public void setInterface(String text) {
        this.protocol = text;
    }
}
