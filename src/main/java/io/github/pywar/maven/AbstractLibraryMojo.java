package io.github.pywar.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of a library: its files, its requirements and its metadata. {@link WheelReader} reads them. */
abstract class AbstractLibraryMojo extends AbstractPywarMojo {

    /**
     * Directory from which the modules of the application are imported; the root of an existing Python project works too.
     *
     * <p>Default: {@code src/main/python}. Example: <code>&lt;sourceDirectory&gt;${project.basedir}&lt;/sourceDirectory&gt;</code>
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.sourceDirectory", defaultValue = "${project.basedir}/src/main/python")
    File sourceDirectory;

    /**
     * Globs of the files that are packed from the source directory.
     *
     * <p>Default: all files. Example: {@code <includes><include>shop/**</include></includes>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<String> includes = new ArrayList<>();

    /**
     * Globs of the files in the source directory that are left out, in addition to the default excludes.
     *
     * <p>Default: none. Example: {@code <excludes><exclude>docs/</exclude></excludes>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<String> excludes = new ArrayList<>();

    /**
     * Whether the default excludes apply: version control, caches, virtual environments, tests, dot-files, and files that
     * may contain secrets.
     *
     * <p>Default: {@code true}. Example: {@code <defaultExcludes>false</defaultExcludes>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.defaultExcludes", defaultValue = "true")
    boolean defaultExcludes;

    /**
     * Directories of additional application files, declared like Maven's resources: {@code directory}, {@code targetPath},
     * {@code filtering}, {@code includes}, {@code excludes}.
     *
     * <p>Default: {@code src/main/resources/python}, if it exists. Example: {@code
     * <resources><resource><directory>static</directory><targetPath>shop/static</targetPath></resource></resources>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<Resource> resources;

    /**
     * File name extensions that resource filtering copies unchanged, in addition to Maven's own: {@code jpg}, {@code jpeg},
     * {@code gif}, {@code bmp}, {@code png}, {@code ico}.
     *
     * <p>Default: none. Example: {@code
     * <nonFilteredFileExtensions><extension>html</extension></nonFilteredFileExtensions>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<String> nonFilteredFileExtensions = new ArrayList<>();

    /**
     * Requirements of the application, in addition to those in its files: elements {@code <requirement>}, or a text with
     * one requirement per line. On the command line, {@code ;;} separates them.
     *
     * <p>Default: none. Example: {@code -Dpywar.requirements="flask>=3,<4;;sqlalchemy"}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.requirements")
    Requirements requirements = new Requirements();

    /**
     * Requirements files in pip's format. If there is none, the requirements come from {@code pyproject.toml}, a {@code
     * Pipfile}, {@code setup.cfg} or {@code setup.py}.
     *
     * <p>Default: {@code requirements.txt}, if it exists. Example: {@code
     * -Dpywar.requirementsFiles=requirements/production.txt}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.requirementsFiles")
    List<File> requirementsFiles = new ArrayList<>();

    /**
     * Name of the Python distribution, as {@code pip install} takes it.
     *
     * <p>Default: the name in {@code pyproject.toml}, or the {@code artifactId}. Example: {@code
     * <distributionName>acme-prices</distributionName>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.distributionName")
    String distributionName;

    /**
     * Python versions that the library supports, as a version specifier.
     *
     * <p>Default: {@code requires-python} in {@code pyproject.toml}. Example: {@code
     * <requiresPython>>=3.9</requiresPython>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.requiresPython")
    String requiresPython;

    /**
     * Console commands of the library, in addition to those in {@code pyproject.toml}: each element has the name of a
     * command and the value {@code module:function}.
     *
     * <p>Default: none. Example: {@code <scripts><prices>prices.cli:main</prices></scripts>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> scripts = new LinkedHashMap<>();

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File outputDirectory;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${project.build.sourceEncoding}", readonly = true)
    String sourceEncoding;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    String pluginVersion;

    final MavenServices services;

    AbstractLibraryMojo(MavenServices services) {
        this.services = services;
    }
}
