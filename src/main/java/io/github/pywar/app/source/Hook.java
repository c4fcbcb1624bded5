package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File that a deployment runs.
 *
 * @param path in the folder of hooks, for example {@code pre-deploy/10-migrate.py}
 * @param phase the folder that contains it
 * @param number at the beginning of its name
 */
record Hook(String path, String phase, String number) {

    private static final List<String> PHASES = List.of("prepare", "pre-deploy", "post-deploy");
    private static final Pattern PATH = Pattern.compile("(prepare|pre-deploy|post-deploy)/([^/]+)");
    private static final Pattern KIND = Pattern.compile(".+\\.(py|sh|sql)");
    private static final Pattern NAME = Pattern.compile("([0-9]+)-.+");

    /**
     * Parses a path.
     *
     * @throws UserException if the file is not a hook
     */
    static Hook parse(String path, String folder) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw fault(path, folder, "it is not directly in `prepare`, `pre-deploy` or `post-deploy`")
                    .hint("move it there; other files that hooks need belong to the application's sources");
        }
        String name = parts.group(2);
        if (!KIND.matcher(name).matches()) {
            throw fault(path, folder, "a deployment runs .py, .sh and .sql files only")
                    .hint(
                            "rewrite it as one of these; other files that hooks need belong to the application's sources");
        }
        Matcher numbered = NAME.matcher(name);
        if (!numbered.matches()) {
            throw fault(path, folder, "its name does not begin with a number, which sets the order")
                    .hint("hooks run in the order of their names; rename it, for example to `10-" + name + "`");
        }
        return new Hook(path, parts.group(1), numbered.group(1));
    }

    /** Returns the place of its phase in a deployment, 0 for the first one. */
    int phaseNumber() {
        return PHASES.indexOf(phase);
    }

    /**
     * Checks the order.
     *
     * @throws UserException if the number is less than that of the previous hook
     */
    void checkAfter(Hook before, String folder) {
        boolean isLess = new BigInteger(number).compareTo(new BigInteger(before.number)) < 0;
        if (before.phase.equals(phase) && isLess) {
            String name = path.substring(path.indexOf('/') + 1);
            String zeros = "0".repeat(Math.max(1, before.number.length() - number.length()));
            throw UserException.of("`" + path + "` of " + folder + " would run after `" + before.path
                            + "`: hooks run in the alphabetical order of their names")
                    .hint("rename it to `" + zeros + name + "`");
        }
    }

    /**
     * Checks the line ends of a shell script.
     *
     * @throws UserException if it has those of Windows
     */
    void checkLineEnds(String text, String folder) {
        if (path.endsWith(".sh") && text.contains("\r\n")) {
            throw UserException.of("`" + path + "` of " + folder
                            + " has Windows line ends (CRLF): `sh` reads the CR as part of the command")
                    .hint("store it with LF line ends; in .gitattributes: *.sh text eol=lf");
        }
    }

    private static UserException fault(String path, String folder, String why) {
        return UserException.of("`" + path + "` of " + folder + " is not a hook: " + why);
    }
}
