package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file that the deployment runs.
 *
 * @param path below the folder of hooks, for example {@code pre-deploy/10-migrate.py}
 * @param phase the folder it lies in
 * @param number its name begins with
 */
record Hook(String path, String phase, String number) {

    private static final Pattern PLACE = Pattern.compile("(pre-deploy|post-deploy)/([^/]+)");
    private static final Pattern KIND = Pattern.compile(".+\\.(py|sh|sql)");
    private static final Pattern NAME = Pattern.compile("([0-9]+)-.+");

    /** @throws UserException where the file is no hook */
    static Hook parse(String path, String folder) {
        Matcher place = PLACE.matcher(path);
        if (!place.matches()) {
            throw fault(path, folder, "it does not lie directly in `pre-deploy` or `post-deploy`")
                    .hint("move it there; what hooks need beside belongs to the application");
        }
        String name = place.group(2);
        if (!KIND.matcher(name).matches()) {
            throw fault(path, folder, "it is of no kind that a deployment runs")
                    .hint("hooks are .py, .sh or .sql; what they need beside belongs to the application");
        }
        Matcher numbered = NAME.matcher(name);
        if (!numbered.matches()) {
            throw fault(path, folder, "its name has no number, so nothing says when it runs")
                    .hint("hooks run in the order of their names: call it `10-" + name + "`");
        }
        return new Hook(path, place.group(1), numbered.group(1));
    }

    boolean isBeforeTheSwitch() {
        return phase.equals("pre-deploy");
    }

    /** @throws UserException where the number is smaller than that of the hook which runs before */
    void checkBehind(Hook before, String folder) {
        boolean isLess = new BigInteger(number).compareTo(new BigInteger(before.number)) < 0;
        if (before.phase.equals(phase) && isLess) {
            String name = path.substring(path.indexOf('/') + 1);
            String zeros = "0".repeat(Math.max(1, before.number.length() - number.length()));
            throw UserException.of("`" + path + "` of " + folder + " would run after `" + before.path
                            + "`: hooks run in the order of their names, as texts")
                    .hint("call it `" + zeros + name + "`");
        }
    }

    /** @throws UserException where it is a shell script with line ends that no shell takes for such */
    void checkLineEnds(String text, String folder) {
        if (path.endsWith(".sh") && text.contains("\r\n")) {
            throw UserException.of("`" + path + "` of " + folder
                            + " has the line ends of Windows: `sh` takes one half of them for a part of the command")
                    .hint("store it with line feeds alone; in .gitattributes: *.sh text eol=lf");
        }
    }

    private static UserException fault(String path, String folder, String why) {
        return UserException.of("`" + path + "` of " + folder + " is no hook: " + why);
    }
}
