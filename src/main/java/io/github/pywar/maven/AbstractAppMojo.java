package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Parameters of an application, its dependencies and its target; {@link PomReader} reads them. Maven fills only fields of
 * a goal's class and of its superclasses, and users write each parameter directly below {@code <configuration>}: that is
 * why these are fields and not beans.
 */
public abstract class AbstractAppMojo extends AbstractPywarMojo {

    /**
     * Entry point of the application: {@code module:attribute}, or {@code module:create_app()} for a factory function. The
     * module must exist in the sources or in a library; this is checked without running Python.
     *
     * <p>Default: none, required. Example: {@code <application>shop.wsgi:application</application>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.application")
    String application;

    /**
     * Interface between server and application: {@code wsgi}, or {@code asgi} for FastAPI, Starlette and similar
     * frameworks.
     *
     * <p>Default: {@code wsgi}. Example: {@code <interface>asgi</interface>}
     *
     * @since 1.0.0
     */
    @Parameter(name = "interface", property = "pywar.interface", defaultValue = "wsgi")
    String protocol;

    /**
     * Server that {@code python3 shop.pywar} starts: a requirement, or {@code none}. Nothing is added if the application
     * already requires a server that this command can start: {@code waitress}, {@code gunicorn}, {@code cheroot} or {@code
     * granian} for WSGI, {@code uvicorn} or {@code granian} for ASGI. Other servers, such as {@code uwsgi}, do not count: {@code none} omits the server.
     *
     * <p>Default: {@code waitress}, {@code uvicorn} for ASGI. Example: {@code <server>waitress>=3</server>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.server")
    String server;

    /**
     * Python version of the server, with or without the micro version; {@code detect} uses the version of the Python on
     * this machine. The name of a JSON file takes the version and the platform from {@code build-details.json} of the
     * server's Python, 3.14 or later (PEP 739).
     *
     * <p>Default: none, required. Example: {@code <python>3.11</python>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.python")
    String python;

    /**
     * Operating system and architecture of the server.
     *
     * <p>Default: {@code linux-x86_64}. Example: {@code <platform>linux-aarch64</platform>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.platform")
    String platform;

    /**
     * Oldest C library of the Linux servers that run the archive.
     *
     * <p>Default: {@code glibc-2.28}. Example: {@code <libc>musl-1.2</libc>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.libc")
    String libc;

    /**
     * Interpreter in the archive, so that servers need no Python. It is a CPython that can be moved, as {@code tar.gz} or
     * {@code zip}: the {@code artifact} of a Maven repository, or a {@code file}. If {@code inside} is {@code false}, it is
     * an artifact beside the archive.
     *
     * <p>Default: none, the server has a Python. Example: {@code
     * <runtime><artifact>com.example:cpython:3.11.9:tar.gz</artifact></runtime>}
     *
     * @since 1.0.0
     */
    @Parameter
    PythonRuntime runtime;

    /**
     * Several targets, each with an archive of its own: {@code python}, {@code platform}, {@code libc}, and {@code
     * classifier} from the second on. A part that a target does not declare has the value beside {@code <targets>}.
     *
     * <p>Default: one target. Example: {@code
     * <targets><target><platform>linux-x86_64</platform></target><target><platform>linux-aarch64</platform></target></targets>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<Target> targets = new ArrayList<>();

    /**
     * Name of the only one of {@code targets} to build, as the log reports it.
     *
     * <p>Default: all targets. Example: {@code -Dpywar.target=cp311-linux-aarch64}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.target")
    String target;

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
     * Directory of the deployment hooks: files {@code NN-name.py}, {@code .sh} or {@code .sql} in {@code prepare},
     * {@code pre-deploy} and {@code post-deploy}, run in the order of their names.
     *
     * <p>Default: {@code src/main/hooks}, if it exists. Example: {@code <hooks>deployment/hooks</hooks>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.hooks", defaultValue = "${project.basedir}/src/main/hooks")
    File hooks;

    /**
     * Processes of the application beside its server: workers ({@code name}, {@code command}, {@code instances}, {@code
     * stopTimeout} in seconds), and timers ({@code name}, {@code command}, {@code schedule} in the five fields of cron). The
     * program of a command is a script of the archive's {@code bin/}, or {@code python}; no shell runs it. An empty
     * element with {@code combine.self="override"} declares none: a {@code Procfile} then has no effect.
     *
     * <p>Default: the lines of a {@code Procfile} in the project's directory or in the source directory, if it exists.
     * Example: {@code <processes><process><name>worker</name><command>celery -A shop
     * worker</command></process></processes>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<ProcessElement> processes;

    /**
     * Commands of this build that write files of the application, for example {@code collectstatic}. Each runs without a
     * shell in a copy of the application's files, with the libraries of the archive. Elements: {@code command}, {@code
     * outputs} (globs of the files to pack), {@code environment}, {@code timeout} in seconds (600). Further elements: {@code
     * workingDirectory} (another folder of the project to copy), {@code targetPath} (folder in the application for the
     * outputs), {@code network} (false).
     *
     * <p>Default: none. Example: {@code <buildSteps><buildStep><command>python manage.py collectstatic
     * --noinput</command><outputs><output>static/**</output></outputs></buildStep></buildSteps>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<BuildStep> buildSteps = new ArrayList<>();

    /**
     * Build the archive without running its build steps, and without the files that they write. A warning is logged.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.skipBuildSteps}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.skipBuildSteps", defaultValue = "false")
    boolean skipBuildSteps;

    /**
     * Maven artifacts ({@code zip}, {@code tar.gz}, {@code jar}, {@code pywar}) whose files are added to the application.
     * From a {@code pywar} artifact, only the files below {@code app/} are added: declare its requirements in this project
     * too.
     *
     * <p>Default: none. Example: {@code
     * <overlays><overlay><groupId>com.example</groupId><artifactId>theme</artifactId></overlay></overlays>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<Overlay> overlays = new ArrayList<>();

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
     * Extras of the project that are packed: of {@code [project]}, {@code [tool.poetry]} or {@code setup.cfg}.
     *
     * <p>Default: none. Example: {@code -Dpywar.extras=postgres,redis}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.extras")
    List<String> extras = new ArrayList<>();

    /**
     * Dependency groups that are packed: of {@code pyproject.toml} (PEP 735), Poetry, PDM or a {@code Pipfile}.
     *
     * <p>Default: none. Example: {@code -Dpywar.groups=production}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.groups")
    List<String> groups = new ArrayList<>();

    /**
     * Constraints: version limits for packages that are required elsewhere (pip's {@code -c}). Write elements {@code
     * <constraint>}, or a text with one constraint per line.
     *
     * <p>Default: none. Example: {@code -Dpywar.constraints="urllib3<2;;werkzeug!=3.1.2"}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.constraints")
    Requirements constraints = new Requirements();

    /**
     * Overrides: requirements that replace every other requirement on the same package (uv's {@code
     * override-dependencies}). Write elements {@code <override>}, or a text with one override per line.
     *
     * <p>Default: none. Example: {@code -Dpywar.overrides="urllib3==1.26.20"}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.overrides")
    Requirements overrides = new Requirements();

    /**
     * Packages that are left out even if other packages require them.
     *
     * <p>Default: none. Example: {@code -Dpywar.exclusions=setuptools}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.exclusions")
    List<String> exclusions = new ArrayList<>();

    /**
     * When pre-releases may be selected: {@code if-necessary} (if no final release fits), {@code always} or {@code never};
     * for one package, {@code NAME=always}.
     *
     * <p>Default: {@code if-necessary}. Example: {@code -Dpywar.prereleases=never,black=always}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.prereleases")
    List<String> prereleases = new ArrayList<>();

    /**
     * Latest upload time of the files that may be used: a date, a time, or an age before the build. If an index reports no
     * upload times, all its files may be used, and a warning is logged.
     *
     * <p>Default: none. Example: {@code <uploadedBefore>7 days</uploadedBefore>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.uploadedBefore")
    String uploadedBefore;

    /**
     * Lock file (PEP 751) with the version and the file of every package. Without one, each build resolves the versions
     * again. The goal {@code pywar:lock} writes it; lock files from pip and uv work too.
     *
     * <p>Default: {@code pylock.toml}, if it exists. Example: {@code <lockFile>pylock.server.toml</lockFile>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.lockFile", defaultValue = "${project.basedir}/pylock.toml")
    File lockFile;

    /**
     * Fail if there is no lock file. A stale lock file always fails the build.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.frozen}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.frozen", defaultValue = "false")
    boolean frozen;

    /**
     * URL of the package index, if {@code <indexes>} is not set. Put the user name and the password into a {@code <server>}
     * of settings.xml, never into the URL.
     *
     * <p>Default: from the configuration of pip and uv. Example: {@code
     * -Dpywar.index=https://index.example.org/simple/}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.index")
    String index;

    /**
     * Package indexes in their order: a package comes from the first index that has it.
     *
     * <p>Default: {@code index}. Example: {@code
     * <indexes><index><id>internal</id><url>https://index.example.org/simple/</url></index></indexes>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<Index> indexes = new ArrayList<>();

    /**
     * Merge the files of all indexes for each package, as pip does, instead of using the first index that has the package.
     * A user who can upload to any of the indexes can then offer a newer version of every package.
     *
     * <p>Default: {@code false}. Example: {@code <mergeIndexes>true</mergeIndexes>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.mergeIndexes", defaultValue = "false")
    boolean mergeIndexes;

    /**
     * Directories, files and pages of wheels, in addition to the indexes (pip's {@code --find-links}).
     *
     * <p>Default: none. Example: {@code -Dpywar.findLinks=wheels}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.findLinks")
    List<String> findLinks = new ArrayList<>();

    /**
     * Use no index: all packages come from {@code findLinks} (pip's {@code --no-index}).
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.noIndex}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.noIndex", defaultValue = "false")
    boolean noIndex;

    /**
     * Which wheels are built from source code if no wheel fits: {@code pure}, {@code native} or {@code none}. A pure wheel
     * has no compiled code. For {@code native}, this machine needs compilers. For one package: {@code NAME=native}.
     *
     * <p>Default: {@code pure}. Example: {@code -Dpywar.buildSdists=none,uwsgi=native}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.buildSdists")
    List<String> buildSdists = new ArrayList<>();

    /**
     * Python that builds wheels from source code. It must have the version that {@code python} declares.
     *
     * <p>Default: the Python of a selected toolchain, else one of this machine that fits. Example: {@code
     * -Dpywar.buildPython=/usr/bin/python3.11}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.buildPython")
    File buildPython;

    /**
     * Settings for the build backends of single packages (pip's {@code --config-settings}), as {@code NAME:KEY=VALUE}.
     *
     * <p>Default: none. Example: {@code
     * <buildSettings><buildSetting>pillow:raqm=disable</buildSetting></buildSettings>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.buildSettings")
    List<String> buildSettings = new ArrayList<>();

    /**
     * Environment variables of builds from source code. From the environment of Maven they inherit only {@code PATH}.
     *
     * <p>Default: none. Example: {@code <buildEnvironment><CFLAGS>-O2</CFLAGS></buildEnvironment>}
     *
     * @since 1.0.0
     */
    @Parameter
    Map<String, String> buildEnvironment = Map.of();

    /**
     * Maximum time in seconds for one step of a build from source code.
     *
     * <p>Default: {@code 1800}. Example: {@code -Dpywar.buildTimeout=7200}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.buildTimeout", defaultValue = "1800")
    int buildTimeout;

    /**
     * Allow network access during builds from source code. What such a build downloads is in no lock.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.buildNetwork}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.buildNetwork", defaultValue = "false")
    boolean buildNetwork;

    /**
     * Bundle the libraries of this machine that a built wheel requires, for example {@code libpq}, with auditwheel and
     * patchelf.
     *
     * <p>Default: {@code false}. Example: {@code <repairWheels>true</repairWheels>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.repairWheels", defaultValue = "false")
    boolean repairWheels;

    /**
     * File names of libraries that all servers have, in addition to those of every Linux. Wheels may need them.
     *
     * <p>Default: none. Example: {@code -Dpywar.systemLibraries=libpq.so.5}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.systemLibraries")
    List<String> systemLibraries = new ArrayList<>();

    /**
     * Deploy the wheels that were built from source code to the project's repository, and use the wheels there instead of
     * building them again. Their group is that of the project with the suffix {@code .wheels}.
     *
     * <p>Default: {@code false}. Example: {@code <publishBuiltWheels>true</publishBuiltWheels>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.publishBuiltWheels", defaultValue = "false")
    boolean publishBuiltWheels;

    /**
     * Directory of the download cache.
     *
     * <p>Default: {@code .cache/pywar/v1} in the local repository. Example: {@code -Dpywar.cacheDirectory=/var/cache/pywar}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.cacheDirectory")
    File cacheDirectory;

    /**
     * Maximum number of concurrent HTTP requests.
     *
     * <p>Default: {@code 16}. Example: {@code -Dpywar.connections=4}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.connections", defaultValue = "16")
    int connections;

    /**
     * Number of times that a failed HTTP request is repeated.
     *
     * <p>Default: {@code 3}. Example: {@code -Dpywar.retries=0}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.retries", defaultValue = "3")
    int retries;

    /**
     * Limits above which a wheel is rejected as a zip bomb: number of {@code files}, uncompressed {@code megabytes}, and
     * compression {@code ratio}. A download also ends at {@code megabytes}; {@code ratio} applies from 256 MB uncompressed
     * size.
     *
     * <p>Default: {@code 250000}, {@code 8192}, {@code 400}. Example: {@code
     * <wheelLimits><megabytes>512</megabytes></wheelLimits>}
     *
     * @since 1.0.0
     */
    @Parameter
    WheelLimits wheelLimits = new WheelLimits();

    /**
     * Packages whose wheels are accepted although their RECORD is faulty: unlisted or missing files, malformed rows, hashes
     * that are missing or use MD5 or SHA-1. A warning lists the faults. A file that differs from its hash is always
     * rejected.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowRecordFaults=selenium,aws-psycopg2}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowRecordFaults")
    List<String> allowRecordFaults = new ArrayList<>();

    /**
     * Packages whose wheels may contain compiled Python modules ({@code .pyc}) without source. Such code cannot be reviewed.
     * Compiled modules with source are never packed: the server compiles the source.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowBytecode=vendor-engine}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowBytecode")
    List<String> allowBytecode = new ArrayList<>();

    /**
     * Packages whose start-up code is accepted: lines of {@code .pth} files that begin with {@code import}, entries of {@code
     * .start} files, and modules {@code sitecustomize} and {@code usercustomize}. Python runs them at each start. {@code
     * NAME=HASH} accepts one line by the first 12 digits of its hash. Code that the lock records needs no entry here. Files
     * that setuptools writes need none either, unless one entry is {@code :none:}. Packages that only tests require need none
     * in any case: they are not packed.
     *
     * <p>Default: none, so such code fails the build. Example: {@code
     * <allowStartupCode>coverage=1f2e3d4c5b6a</allowStartupCode>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowStartupCode")
    List<String> allowStartupCode = new ArrayList<>();

    /**
     * Globs of paths in the archive at which two sources may have different files; the last source wins.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowOverwrite=app/shop/theme/**}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.allowOverwrite")
    List<String> allowOverwrite = new ArrayList<>();

    /**
     * Write a bill of materials (CycloneDX 1.6): into the archive as {@code META-INF/sbom.cdx.json}, and beside it as an
     * attached artifact with the classifier {@code sbom} and the type {@code cdx.json}.
     *
     * <p>Default: {@code true}. Example: {@code -Dpywar.sbom=false}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.sbom", defaultValue = "true")
    boolean sbom;

    /**
     * Write the licences and the licence texts of the libraries: into the archive as {@code
     * META-INF/THIRD-PARTY-NOTICES.txt}, and beside it as an attached artifact with the classifier {@code notices} and the
     * type {@code txt}.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.notices}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.notices", defaultValue = "false")
    boolean notices;

    /**
     * Maven classifier of the archive, for a project that builds several archives.
     *
     * <p>Default: none. Example: {@code <classifier>arm</classifier>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.classifier")
    String classifier;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File outputDirectory;

    @Parameter(defaultValue = "${project.build.finalName}", readonly = true)
    String finalName;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${project.build.sourceEncoding}", readonly = true)
    String sourceEncoding;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    String pluginVersion;

    final MavenServices services;

    AbstractAppMojo(MavenServices services) {
        this.services = services;
    }

    /** Returns whether the goal works on a library, which has no application and no server. */
    boolean isLibrary() {
        return false;
    }

    /** Returns whether the goal does its work again even if nothing has changed. */
    boolean isForced() {
        return false;
    }

    /**
     * Returns whether the goal makes an environment. An environment has the requirements of tests, too, so these are not
     * reported as unused; and it has the sources of the libraries of the same build, in place of their wheels.
     */
    boolean makesEnvironment() {
        return false;
    }

    @Override
    final void check(Progress progress) {
        LibraryModules.checkApplication(this);
        warnOfUnknownParameters(progress);
    }

    @Override
    final Optional<Path> cacheFolder() {
        return Optional.of(new PomReader(this).cacheFolder());
    }

    /** Sets {@code <interface>}; Maven calls it, because no Java field can have that name. */
    public final void setInterface(String text) {
        this.protocol = text;
    }
}
