package io.github.pywar.app.archive;

import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.PythonVersion;
import java.util.Set;

/**
 * Paths in an archive. An archive is a Python program, a virtual environment and a folder that servers load, so most paths
 * are fixed by the tools that read them.
 *
 * @param install the layout of installed libraries
 */
public record ArchiveLayout(InstallLayout install) {

    /** Module that {@code python ARCHIVE} runs. */
    public static final String MAIN = "__main__.py";
    /** Module for servers that load a file. */
    public static final String WSGI = "wsgi.py";
    /** Folder of the runtime. */
    public static final String RUNTIME = "_pywar";
    /** File that makes the unpacked folder a virtual environment. */
    public static final String VENV = "pyvenv.cfg";
    /** Folder of the application's own modules and data. */
    public static final String APPLICATION = "app";
    /** Folder of the deployment hooks. */
    public static final String HOOKS = "hooks";
    /** Manifest, which the runtime reads. */
    public static final String MANIFEST = "META-INF/pywar/manifest.json";
    /** Hashes of all other files. */
    public static final String RECORD = "META-INF/pywar/RECORD";
    /** Software bill of materials (CycloneDX), for vulnerability scanners. */
    public static final String SBOM = "META-INF/sbom.cdx.json";

    /** Licences and licence texts of the libraries. */
    public static final String NOTICES = "META-INF/THIRD-PARTY-NOTICES.txt";

    /** Has no {@code home} on purpose: a wrong one would silently select another standard library. */
    static final String VENV_TEXT = "include-system-site-packages = false\n";

    private static final String META = "META-INF/";

    /** Files in the archive's root, which Python searches first for every import. */
    private static final Set<String> ROOT_FILES = Set.of(MAIN, WSGI, VENV);

    /**
     * Folders in the archive's root. No folder has the name of a standard library module, so no import before the
     * verification of the archive can find one of them.
     */
    static final Set<String> ROOT_FOLDERS =
            Set.of("META-INF", RUNTIME, APPLICATION, HOOKS, "lib", "bin", "share", "etc", "include");

    /** Returns the layout for a Python version. */
    public static ArchiveLayout of(PythonVersion python) {
        return new ArchiveLayout(InstallLayout.of(python.majorMinor(), python.freeThreaded()));
    }

    /** Returns the folder of the libraries. */
    public String libraries() {
        return install.libraries();
    }

    /** Returns the folder of the console scripts. */
    public String scripts() {
        return install.scripts();
    }

    /** Returns the {@code .pth} file by which a Python that searches only the libraries finds the application. */
    public String applicationPath() {
        return libraries() + "/_pywar_app.pth";
    }

    /** Returns the folder of the POM and its properties. */
    public static String maven(String groupId, String artifactId) {
        return META + "maven/" + groupId + "/" + artifactId;
    }

    /** Returns whether the layout has this path. Any other file in the root could replace a module. */
    static boolean isInLayout(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? ROOT_FILES.contains(path) : ROOT_FOLDERS.contains(path.substring(0, slash));
    }

    /**
     * Returns whether a library may have a file at a path.
     *
     * @param libraries of this layout; the caller has it once for all files
     */
    boolean isForLibrary(String path, String libraries) {
        return isBelow(path, libraries) ? !isRuntime(path, libraries) : install.isForWheels(path);
    }

    /** Returns whether the application may have a file at a path in {@link #APPLICATION}. */
    static boolean isForApplication(String path) {
        return !isRuntime(path, APPLICATION);
    }

    /** A module or {@code .pth} file whose name begins with the runtime's name could replace the runtime's own. */
    private static boolean isRuntime(String path, String folder) {
        int length = folder.length() + 1;
        return isBelow(path, folder) && path.regionMatches(true, length, RUNTIME, 0, RUNTIME.length());
    }

    /** Composes no text: it runs for every file of an archive. */
    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder) && path.startsWith("/", folder.length());
    }

    /** Returns whether a file describes the archive, and so is not part of the build id. */
    static boolean isMeta(String path) {
        return path.startsWith(META);
    }
}
