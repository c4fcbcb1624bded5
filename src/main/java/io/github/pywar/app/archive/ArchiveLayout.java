package io.github.pywar.app.archive;

import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.PythonVersion;
import java.util.Set;

/**
 * Every path of an archive, once. The archive is a program, a virtual environment and a folder beside a server at
 * the same time, so each of these has a reader that cannot be asked to look elsewhere.
 *
 * @param install where libraries go
 */
public record ArchiveLayout(InstallLayout install) {

    /** What Python runs when it is given the archive. */
    public static final String MAIN = "__main__.py";
    /** What servers load that want a file. */
    public static final String WSGI = "wsgi.py";
    /** The folder of the runtime. */
    public static final String RUNTIME = "_pywar";
    /** What makes the folder a virtual environment. */
    public static final String VENV = "pyvenv.cfg";
    /** The folder of the application's own modules and data. */
    public static final String APPLICATION = "app";
    /** The folder of what runs around a deployment. */
    public static final String HOOKS = "hooks";
    /** What the build says to the runtime. */
    public static final String MANIFEST = "META-INF/pywar/manifest.json";
    /** The sums of all other files. */
    public static final String RECORD = "META-INF/pywar/RECORD";
    /** The list of what is inside, for those who look for holes in it. */
    public static final String SBOM = "META-INF/sbom.cdx.json";

    /** {@code home} is missing on purpose: a wrong one silently uses another standard library. */
    static final String VENV_TEXT = "include-system-site-packages = false\n";

    private static final String META = "META-INF/";

    /** The files of the archive's root: Python looks there first when it is given the archive. */
    private static final Set<String> ROOT_FILES = Set.of(MAIN, WSGI, VENV);

    /**
     * The folders of the archive's root. None has the name of a module of the standard library, so no import that runs
     * before the archive is verified ends in one of them.
     */
    static final Set<String> ROOT_FOLDERS =
            Set.of("META-INF", RUNTIME, APPLICATION, HOOKS, "lib", "bin", "share", "etc", "include");

    /** @return the layout for that Python */
    public static ArchiveLayout of(PythonVersion python) {
        return new ArchiveLayout(InstallLayout.of(python.majorMinor(), python.freeThreaded()));
    }

    /** @return the folder of the dependencies */
    public String libraries() {
        return install.libraries();
    }

    /** @return the folder of console scripts */
    public String scripts() {
        return install.scripts();
    }

    /** @return the file through which a Python that knows only the libraries finds the application */
    public String applicationPath() {
        return libraries() + "/_pywar_app.pth";
    }

    /** @return the folder of the POM's own files */
    public static String maven(String groupId, String artifactId) {
        return META + "maven/" + groupId + "/" + artifactId;
    }

    /** @return whether the path has its place in an archive: whatever else is at the root could replace a module */
    static boolean isPlace(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? ROOT_FILES.contains(path) : ROOT_FOLDERS.contains(path.substring(0, slash));
    }

    /** @return whether a library may have a file there */
    boolean isForLibrary(String path) {
        return install.isForWheels(path) && !isRuntime(path, libraries());
    }

    /** @return whether the application may have a file there, which is below {@link #APPLICATION} */
    static boolean isForApplication(String path) {
        return !isRuntime(path, APPLICATION);
    }

    /** Modules and {@code .pth} files whose names begin as the runtime's does would be taken for it. */
    private static boolean isRuntime(String path, String folder) {
        int length = folder.length() + 1;
        return path.startsWith(folder + "/") && path.regionMatches(true, length, RUNTIME, 0, RUNTIME.length());
    }

    /** @return whether the file says what the archive is, and is therefore no part of its build id */
    static boolean isMeta(String path) {
        return path.startsWith(META);
    }
}
