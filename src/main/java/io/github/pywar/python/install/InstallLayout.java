package io.github.pywar.python.install;

/**
 * Where an installation puts what, relative to its root; the layout of a virtual environment on a Unix system
 * ("Binary distribution format"; the scheme {@code venv} of Python's {@code sysconfig}).
 *
 * @param python the folder's name below {@code lib}, for example {@code python3.11} or {@code python3.13t}
 */
public record InstallLayout(String python) {

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
