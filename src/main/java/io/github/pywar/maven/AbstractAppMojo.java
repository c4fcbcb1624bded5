package io.github.pywar.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that describe an application, shared by all goals that assemble it. */
public abstract class AbstractAppMojo extends AbstractLibrariesMojo {

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
     * <p>Default: {@code src/main/python}. Example: <code>&lt;sourceDirectory&gt;${project.basedir}&lt;/sourceDirectory&gt;</code>
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
     * Endings of names of files that are copied as they are where a resource has {@code filtering}, beside those of Maven
     * ({@code jpg}, {@code jpeg}, {@code gif}, {@code bmp}, {@code png}, {@code ico}).
     *
     * <p>Default: none. Example: {@code
     * <nonFilteredFileExtensions><extension>html</extension></nonFilteredFileExtensions>}
     *
     * @since 1.0.0
     */
    @Parameter
    List<String> nonFilteredFileExtensions = new ArrayList<>();

    /**
     * The folder of what runs around a deployment: {@code NN-name.py}, {@code .sh} or {@code .sql} in its folders {@code
     * pre-deploy} and {@code post-deploy}, in the order of their names.
     *
     * <p>Default: {@code src/main/hooks}, if it is there. Example: {@code <hooks>deployment/hooks</hooks>}
     */
    @Parameter(property = "pywar.hooks", defaultValue = "${project.basedir}/src/main/hooks")
    File hooks;

    /**
     * Maven artifacts ({@code zip}, {@code tar.gz}, {@code jar}, {@code pywar}) whose files become the application's. Of a
     * {@code pywar} these are the files below its {@code app/}; declare what it requires in this project too.
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

    @Override
    final Optional<Path> cacheFolder() {
        return Optional.of(new SupplyOfPom(this).cacheFolder());
    }

    /** Called by Maven: no field of Java can have the element's name. */
    public final void setInterface(String said) {
        this.protocol = said;
    }
}
