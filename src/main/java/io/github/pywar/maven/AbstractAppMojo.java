package io.github.pywar.maven;

import io.github.pywar.app.lock.LockedSupply;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.archiver.MavenArchiver;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that describe an application, shared by all goals that assemble it. */
public abstract class AbstractAppMojo extends AbstractPywarMojo {

    /**
     * The application: {@code module:attribute}, or {@code module:create_app()} for a function that makes it. Its
     * module must exist in the sources or in a library; that is checked without running Python.
     *
     * <p>Default: none, it is required. Example: {@code <application>shop.wsgi:application</application>}
     */
    @Parameter(property = "pywar.application")
    String application;

    /**
     * How servers call the application: {@code wsgi}, or {@code asgi} for FastAPI, Starlette and the like.
     *
     * <p>Default: {@code wsgi}. Example: {@code <interface>asgi</interface>}
     */
    @Parameter(name = "interface", property = "pywar.interface", defaultValue = "wsgi")
    String protocol;

    /**
     * The folder that the application's imports start from. The root of an existing Python project works as well.
     *
     * <p>Default: {@code src/main/python}. Example: {@code <sourceDirectory>${project.basedir}</sourceDirectory>}
     */
    @Parameter(property = "pywar.sourceDirectory", defaultValue = "${project.basedir}/src/main/python")
    File sourceDirectory;

    /**
     * Globs of the files to take from the source directory.
     *
     * <p>Default: all. Example: {@code <includes><include>shop/**</include></includes>}
     */
    @Parameter
    List<String> includes = new ArrayList<>();

    /**
     * Globs of the files to leave out, beside the default excludes.
     *
     * <p>Default: none. Example: {@code <excludes><exclude>docs/</exclude></excludes>}
     */
    @Parameter
    List<String> excludes = new ArrayList<>();

    /**
     * Whether version control, caches, virtual environments, tests, dot-files and files that may be secret are left out.
     *
     * <p>Default: {@code true}. Example: {@code <defaultExcludes>false</defaultExcludes>}
     */
    @Parameter(property = "pywar.defaultExcludes", defaultValue = "true")
    boolean defaultExcludes;

    /**
     * Folders of further files of the application, as Maven's own resources: {@code directory}, {@code targetPath},
     * {@code filtering}, {@code includes}, {@code excludes}.
     *
     * <p>Default: {@code src/main/resources/python}, if it is there. Example: {@code
     * <resources><resource><directory>static</directory><targetPath>shop/static</targetPath></resource></resources>}
     */
    @Parameter
    List<Resource> resources;

    /**
     * The folder of what runs around a deployment: {@code NN-name.py}, {@code .sh} or {@code .sql} in its folders {@code
     * pre-deploy} and {@code post-deploy}, in the order of their names.
     *
     * <p>Default: {@code src/main/hooks}, if it is there. Example: {@code <hooks>deployment/hooks</hooks>}
     */
    @Parameter(property = "pywar.hooks", defaultValue = "${project.basedir}/src/main/hooks")
    File hooks;

    /**
     * Maven artifacts ({@code zip}, {@code tar.gz}, {@code jar}) whose files become the application's.
     *
     * <p>Default: none. Example: {@code
     * <overlays><overlay><groupId>com.example</groupId><artifactId>theme</artifactId></overlay></overlays>}
     */
    @Parameter
    List<Overlay> overlays = new ArrayList<>();

    /**
     * The server that {@code python3 shop.pywar} starts: a requirement, or {@code none}. Nothing is added where the
     * application already requires a known server.
     *
     * <p>Default: {@code waitress}, {@code uvicorn} for ASGI. Example: {@code <server>waitress>=3</server>}
     */
    @Parameter(property = "pywar.server")
    String server;

    /**
     * The Python of the server, with or without its micro version; {@code detect} takes that of this machine.
     *
     * <p>Default: none, it is required. Example: {@code <python>3.11</python>}
     */
    @Parameter(property = "pywar.python")
    String python;

    /**
     * The platform of the server.
     *
     * <p>Default: {@code linux-x86_64}. Example: {@code <platform>linux-aarch64</platform>}
     */
    @Parameter(property = "pywar.platform")
    String platform;

    /**
     * The oldest C library of a Linux server.
     *
     * <p>Default: {@code glibc-2.28}. Example: {@code <libc>musl-1.2</libc>}
     */
    @Parameter(property = "pywar.libc")
    String libc;

    /**
     * What the application requires, beside what its files say: elements, or a text with one requirement a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.requirements="flask>=3,<4;;sqlalchemy"}
     */
    @Parameter(property = "pywar.requirements")
    Requirements requirements = new Requirements();

    /**
     * Requirements files. Where there is none, the table {@code [project]} of {@code pyproject.toml} says what is
     * required.
     *
     * <p>Default: {@code requirements.txt}, if it is there. Example: {@code
     * -Dpywar.requirementsFiles=requirements/production.txt}
     */
    @Parameter(property = "pywar.requirementsFiles")
    List<File> requirementsFiles = new ArrayList<>();

    /**
     * Extras of the table {@code [project]} of {@code pyproject.toml}.
     *
     * <p>Default: none. Example: {@code -Dpywar.extras=postgres,redis}
     */
    @Parameter(property = "pywar.extras")
    List<String> extras = new ArrayList<>();

    /**
     * Dependency groups of {@code pyproject.toml}.
     *
     * <p>Default: none. Example: {@code -Dpywar.groups=production}
     */
    @Parameter(property = "pywar.groups")
    List<String> groups = new ArrayList<>();

    /**
     * What must hold of projects if they are needed at all: elements {@code <constraint>}, or a text with one a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.constraints="urllib3<2;;werkzeug!=3.1.2"}
     */
    @Parameter(property = "pywar.constraints")
    Requirements constraints = new Requirements();

    /**
     * What every requirement on these projects is replaced by, whoever requires them: elements {@code <override>}, or a
     * text with one a line.
     *
     * <p>Default: none. Example: {@code -Dpywar.overrides="urllib3==1.26.20"}
     */
    @Parameter(property = "pywar.overrides")
    Requirements overrides = new Requirements();

    /**
     * Projects that are left out, whoever requires them.
     *
     * <p>Default: none. Example: {@code -Dpywar.exclusions=setuptools}
     */
    @Parameter(property = "pywar.exclusions")
    List<String> exclusions = new ArrayList<>();

    /**
     * When pre-releases may be chosen: {@code if-necessary} (where no final makes a solution), {@code always}, {@code
     * never}; of one project as {@code NAME=always}.
     *
     * <p>Default: {@code if-necessary}. Example: {@code -Dpywar.prereleases=never,black=always}
     */
    @Parameter(property = "pywar.prereleases")
    List<String> prereleases = new ArrayList<>();

    /**
     * When a file must have come to its index at the latest to count: a date, a time, or how long before the build. An
     * index that tells no upload times holds nothing back, and a warning says so.
     *
     * <p>Default: none. Example: {@code <uploadedBefore>7 days</uploadedBefore>}
     */
    @Parameter(property = "pywar.uploadedBefore")
    String uploadedBefore;

    /**
     * The lock (PEP 751) that says which version and which file of everything is taken. Where there is none, versions
     * are found anew in each build. The goal {@code pywar:lock} writes it; locks of pip and uv will do.
     *
     * <p>Default: {@code pylock.toml}, if it is there. Example: {@code <lockFile>pylock.server.toml</lockFile>}
     */
    @Parameter(property = "pywar.lockFile", defaultValue = "${project.basedir}/pylock.toml")
    File lockFile;

    /**
     * Whether nothing is built without a lock. A lock that is not of what is declared is an error in any case.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.frozen}
     */
    @Parameter(property = "pywar.frozen", defaultValue = "false")
    boolean frozen;

    /**
     * The URL of the index of Python packages, for one without a declaration in {@code <indexes>}. Its user and password
     * stand in a {@code <server>} of settings.xml, never here.
     *
     * <p>Default: what the configuration of pip and uv says. Example: {@code
     * -Dpywar.index=https://index.example.org/simple/}
     */
    @Parameter(property = "pywar.index")
    String index;

    /**
     * Indexes of Python packages; the first that has a project serves it.
     *
     * <p>Default: {@code index}. Example: {@code
     * <indexes><index><id>internal</id><url>https://index.example.org/simple/</url></index></indexes>}
     */
    @Parameter
    List<Index> indexes = new ArrayList<>();

    /**
     * Folders, files and pages of wheels, beside the indexes.
     *
     * <p>Default: none. Example: {@code -Dpywar.findLinks=wheels}
     */
    @Parameter(property = "pywar.findLinks")
    List<String> findLinks = new ArrayList<>();

    /**
     * Whether no index is asked: everything comes from {@code findLinks}.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.noIndex}
     */
    @Parameter(property = "pywar.noIndex", defaultValue = "false")
    boolean noIndex;

    /**
     * Tells several archives of one project apart.
     *
     * <p>Default: none. Example: {@code <classifier>arm</classifier>}
     */
    @Parameter(property = "pywar.classifier")
    String classifier;

    /**
     * Globs of paths in the archive at which two givers may have different files; the last one wins.
     *
     * <p>Default: none. Example: {@code -Dpywar.allowOverwrite=app/shop/theme/**}
     */
    @Parameter(property = "pywar.allowOverwrite")
    List<String> allowOverwrite = new ArrayList<>();

    /**
     * Where downloads are kept.
     *
     * <p>Default: {@code .cache/pywar/v1} in the local repository. Example: {@code -Dpywar.cacheDirectory=/var/cache/pywar}
     */
    @Parameter(property = "pywar.cacheDirectory")
    File cacheDirectory;

    /**
     * How many requests may be under way at the same time.
     *
     * <p>Default: {@code 16}. Example: {@code -Dpywar.connections=4}
     */
    @Parameter(property = "pywar.connections", defaultValue = "16")
    int connections;

    /**
     * How often a request that failed is made again.
     *
     * <p>Default: {@code 3}. Example: {@code -Dpywar.retries=0}
     */
    @Parameter(property = "pywar.retries", defaultValue = "3")
    int retries;

    /**
     * How much a wheel may hold before it is refused as a bomb: {@code files}, {@code megabytes} of all of them inflated
     * (a download ends there as well), and {@code ratio} of inflated to deflated size, from 256 MB on.
     *
     * <p>Default: {@code 1000000}, {@code 32768}, {@code 400}. Example: {@code
     * <wheelLimits><megabytes>512</megabytes></wheelLimits>}
     */
    @Parameter
    WheelLimits wheelLimits = new WheelLimits();

    @Parameter(defaultValue = "${project.build.directory}")
    File outputDirectory;

    @Parameter(defaultValue = "${project.build.finalName}")
    String finalName;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    String pluginVersion;

    final MavenServices services;

    AbstractAppMojo(MavenServices services) {
        this.services = services;
    }

    /** Called by Maven: no field of Java can have the element's name. */
    public final void setInterface(String said) {
        this.protocol = said;
    }

    /** @return all parameters, read */
    AssembleApp.Request request(Progress progress) throws IOException {
        LockedSupply supply = new LockedSupply(new DeclaredOfPom(this).lock(), new SupplyOfPom(this).supply());
        AppSpec spec = supply.fitted(new AppOfPom(this).spec(progress), progress);
        return new AssembleApp.Request(
                spec, supply, Globs.of(allowOverwrite), project.getFile().toPath(), stamp());
    }

    private AssembleApp.Stamp stamp() {
        Instant time = MavenArchiver.parseBuildOutputTimestamp(outputTimestamp)
                .orElseGet(() -> session.getStartTime().toInstant());
        return new AssembleApp.Stamp(time, "pywar-maven-plugin " + pluginVersion);
    }
}
