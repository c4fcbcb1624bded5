package io.github.pywar.python.target;

import io.github.pywar.base.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Declared version of CPython 3: {@code 3.11} (any micro version), {@code 3.11.7}, {@code 3.13t} (free-threaded, PEP
 * 703).
 *
 * @param minor the 11 of 3.11.7
 * @param microOrOpen the 7 of 3.11.7, or -1 for any micro version
 * @param freeThreaded whether it was built without the global interpreter lock
 */
public record PythonVersion(int minor, int microOrOpen, boolean freeThreaded) {

    private static final int OLDEST_MINOR = 8;
    /** Python has one minor version a year, 3.15 in 2026. A greater number is a typing error. */
    private static final int NEWEST_MINOR = 20;

    private static final int OLDEST_FREE_THREADED = 13;
    private static final Pattern TEXT = Pattern.compile("3\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?(t?)");

    public PythonVersion {
        if (minor < OLDEST_MINOR || microOrOpen < -1 || freeThreaded && minor < OLDEST_FREE_THREADED) {
            throw new IllegalArgumentException("not a supported Python: 3." + minor);
        }
    }

    /** @throws UserException if the text is not a Python version from 3.8 on */
    public static PythonVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw unsupported(text);
        }
        int minor = Integer.parseInt(matcher.group(1));
        int micro = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        boolean freeThreaded = !matcher.group(3).isEmpty();
        if (minor < OLDEST_MINOR) {
            throw unsupported(text);
        }
        if (minor > NEWEST_MINOR) {
            throw UserException.of("There is no Python `" + text + "`: this version of pywar supports Python up to 3."
                            + NEWEST_MINOR)
                    .hint("declare the Python version of the server, for example `3.11` or `3.11.7`");
        }
        if (freeThreaded && minor < OLDEST_FREE_THREADED) {
            throw UserException.of("There is no free-threaded Python `" + text + "`: the first version is 3."
                            + OLDEST_FREE_THREADED)
                    .hint("declare `3." + minor + "`");
        }
        return new PythonVersion(minor, micro, freeThreaded);
    }

    private static UserException unsupported(String text) {
        String plain = text.strip();
        String problem = "`" + text + "` is not a Python version";
        if (plain.equals("3")) {
            problem = "The Python version `" + text + "` is incomplete: the minor version is missing";
        } else if (plain.matches("(?:[0-2]|3\\.[0-7])(?:\\.[0-9]+)*+")) {
            problem = "The Python version `" + text + "` is too old: archives run on Python 3." + OLDEST_MINOR
                    + " or later";
        }
        return UserException.of(problem)
                .hint("declare the Python version of the server, for example `3.11` or `3.11.7`");
    }

    /** @return whether the micro version is declared */
    public boolean hasMicro() {
        return microOrOpen >= 0;
    }

    /** @return {@code 3.11}, the value of {@code python_version} */
    public String majorMinor() {
        return "3." + minor;
    }

    /** @return as declared: {@code 3.11}, {@code 3.11.7}, {@code 3.13t} */
    @Override
    public String toString() {
        return majorMinor() + (hasMicro() ? "." + microOrOpen : "") + (freeThreaded ? "t" : "");
    }
}
