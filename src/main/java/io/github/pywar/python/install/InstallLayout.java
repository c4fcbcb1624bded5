package io.github.pywar.python.install;

import java.util.List;

/**
 * Where an installation puts what, relative to its root; the layout of a virtual environment on a Unix system
 * ("Binary distribution format"; the scheme {@code venv} of Python's {@code sysconfig}).
 *
 * @param python the folder's name below {@code lib}, for example {@code python3.11} or {@code python3.13t}
 */
public record InstallLayout(String python) {

    /** The folders in which a wheel's data files keep the places that they ask for; nothing is imported or run from them. */
    private static final List<String> DATA = List.of("share/", "etc/", "include/");

    /** The folder of all other data files, so that none of them replaces a module, a program or a configuration. */
    private static final String OTHER_DATA = "share/wheel-data/";

    /**
     * @param majorMinor for example {@code 3.11}
     * @param freeThreaded whether it is a build without the global lock, which has folders of its own
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

    /** @return the folder of one project's C headers */
    public String headers(String project) {
        return "include/site/" + python + "/" + project;
    }

    /**
     * @param project whose file it is, as {@code my-project}
     * @param path where its wheel asks for it, relative to the root
     * @return that path below {@code share/}, {@code etc/} and {@code include/}; any other below {@link #otherData}
     */
    String data(String project, String path) {
        return DATA.stream().anyMatch(path::startsWith) ? path : otherData(project) + path;
    }

    /** @return the folder, with a slash at its end, of a project's data files that ask for any other place */
    static String otherData(String project) {
        return OTHER_DATA + project + "/";
    }

    /** @return whether files of wheels may be at that path; everything else is the archive's own */
    public boolean isForWheels(String path) {
        return path.startsWith(libraries() + "/")
                || path.startsWith(scripts() + "/")
                || DATA.stream().anyMatch(path::startsWith);
    }

    /**
     * @param path of a script, relative to {@link #scripts()}
     * @return whether it would replace an interpreter, a shell or a program of the system
     */
    public boolean isOfSystem(String path) {
        int slash = path.indexOf('/');
        return SystemPrograms.has(slash < 0 ? path : path.substring(0, slash));
    }

    /** @return the path as a RECORD in the folder of the libraries writes it: relative to that folder */
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
