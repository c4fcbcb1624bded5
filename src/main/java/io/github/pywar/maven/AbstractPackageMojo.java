package io.github.pywar.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of packages of operating systems. */
abstract class AbstractPackageMojo extends AbstractPywarMojo {

    /**
     * Name of the package, of its service, and of its folder below {@code /opt}.
     *
     * <p>Default: the artifactId in lower-case letters. Example: {@code <packageName>shop</packageName>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageName")
    String packageName;

    /**
     * Revision of the package, for several packages of one version.
     *
     * <p>Default: {@code 1}. Example: {@code -Dpywar.packageRevision=2}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageRevision", defaultValue = "1")
    String packageRevision;

    /**
     * User that the server, the workers and the timers run as. The package creates it, with a group of the same name.
     *
     * <p>Default: the name of the package. Example: {@code <packageUser>shop</packageUser>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageUser")
    String packageUser;

    /**
     * Address that the server listens on. The administrator can change it in {@code /etc/NAME/env}.
     *
     * <p>Default: {@code 127.0.0.1:8000}. Example: {@code <packageBind>127.0.0.1:9000</packageBind>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageBind", defaultValue = "127.0.0.1:8000")
    String packageBind;

    /**
     * Python of the target machine that runs the application. The package requires it.
     *
     * <p>Default: the interpreter of the archive ({@code <runtime>}), else {@code /usr/bin/pythonX.Y} of the target. Example: {@code
     * <packagePython>/opt/python3.11/bin/python3.11</packagePython>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packagePython")
    String packagePython;

    /**
     * Additional requirements of the package, in the syntax of its format. The libraries that compiled files need, and the
     * Python, are found without a declaration.
     *
     * <p>Default: none. Example: {@code <packageRequires><require>postgresql-client</require></packageRequires>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageRequires")
    List<String> packageRequires = List.of();

    /**
     * Maintainer of the package.
     *
     * <p>Default: the first developer of the POM who has an email address. Example: {@code
     * <packageMaintainer>Team Shop, shop@example.org</packageMaintainer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.packageMaintainer")
    String packageMaintainer;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File outputDirectory;

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }
}
