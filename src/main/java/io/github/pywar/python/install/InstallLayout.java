package io.github.pywar.python.install;

import java.util.List;

/**
 * Paths of an installation, relative to its root: the layout of a virtual environment on Unix ("Binary distribution
 * format"; the scheme {@code venv} of Python's {@code sysconfig}).
 *
 * @param python name of the folder in {@code lib}, for example {@code python3.11} or {@code python3.13t}
 */
public record InstallLayout(String python) {

    /** The folders in which data files keep their requested path: nothing is imported or run from them. */
    private static final List<String> DATA = List.of("share/", "etc/", "include/");

    /** The folder of all other data files: there they replace no module, program or configuration. */
    private static final String OTHER_DATA = "share/wheel-data/";

    /**
     * Returns the layout of a Python.
     *
     * @param majorMinor for example {@code 3.11}
     * @param freeThreaded whether it is built without the global interpreter lock; it then has its own folder
     */
    public static InstallLayout of(String majorMinor, boolean freeThreaded) {
        return new InstallLayout("python" + majorMinor + (freeThreaded ? "t" : ""));
    }

    /** @return the folder of both pure and platform-specific modules */
    public String libraries() {
        return "lib/" + python + "/site-packages";
    }

    /** @return the folder of scripts */
    public String scripts() {
        return "bin";
    }

    /** @return the folder of a project's C headers */
    public String headers(String project) {
        return "include/site/" + python + "/" + project;
    }

    /**
     * Returns the path of a data file.
     *
     * @param project normalised name, for example {@code my-project}
     * @param path requested by the wheel, relative to the root
     * @return the requested path if it is in {@code share/}, {@code etc/} and {@code include/}; otherwise a path in {@link #otherData}
     */
    String data(String project, String path) {
        return DATA.stream().anyMatch(path::startsWith) ? path : otherData(project) + path;
    }

    /** @return the folder of a project's other data files, with a slash at its end */
    static String otherData(String project) {
        return OTHER_DATA + project + "/";
    }

    /** @return whether wheels can have files at that path; all other paths belong to the archive */
    public boolean isForWheels(String path) {
        return path.startsWith(libraries() + "/")
                || path.startsWith(scripts() + "/")
                || DATA.stream().anyMatch(path::startsWith);
    }

    /**
     * Checks the name of a script.
     *
     * @param path of a script, relative to {@link #scripts()}
     * @return whether it would replace an interpreter, a shell or a program of the system
     */
    public boolean isOfSystem(String path) {
        int slash = path.indexOf('/');
        return SystemPrograms.has(slash < 0 ? path : path.substring(0, slash));
    }

    /** @return the path in RECORD: relative to the folder of the libraries, with {@code ../} */
    static String relative(String path, String libraries) {
        String prefix = libraries + "/";
        StringBuilder up = new StringBuilder();
        while (!path.startsWith(prefix)) {
            prefix = prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
            up.append("../");
        }
        return up + path.substring(prefix.length());
    }
}
