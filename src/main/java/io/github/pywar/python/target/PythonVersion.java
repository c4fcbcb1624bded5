package io.github.pywar.python.target;

import io.github.pywar.base.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CPython 3 as declared: {@code 3.11} (any micro version), {@code 3.11.7}, {@code 3.13t} (free-threaded, PEP 703).
 *
 * @param minor the 11 of 3.11.7
 * @param microOrOpen the 7 of 3.11.7, or -1 where any micro version is meant
 * @param freeThreaded whether it was built without the global lock
 */
public record PythonVersion(int minor, int microOrOpen, boolean freeThreaded) {

    private static final int OLDEST_MINOR = 8;
    /** One comes each October, 3.15 in 2026: what is above is a slip, and no wheel would be for it. */
    private static final int NEWEST_MINOR = 20;

    private static final int OLDEST_FREE_THREADED = 13;
    private static final Pattern TEXT = Pattern.compile("3\\.([0-9]{1,3})(?:\\.([0-9]{1,3}))?(t?)");
    private static final Pattern OLD = Pattern.compile("(?:[0-2]|3\\.[0-7])(?:\\.[0-9]+)*+");

    public PythonVersion {
        if (minor < OLDEST_MINOR || microOrOpen < -1 || freeThreaded && minor < OLDEST_FREE_THREADED) {
            throw new IllegalArgumentException("no target: 3." + minor);
        }
    }

    /** @throws UserException where the text names no Python from 3.8 on */
    public static PythonVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw refuse(text);
        }
        int minor = Integer.parseInt(matcher.group(1));
        int micro = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        boolean freeThreaded = !matcher.group(3).isEmpty();
        if (minor < OLDEST_MINOR) {
            throw refuse(text);
        }
        if (minor > NEWEST_MINOR) {
            throw UserException.of("There is no Python `" + text + "`: this version of pywar takes Pythons up to 3."
                            + NEWEST_MINOR)
                    .hint("declare the server's Python, for example `3.11` or `3.11.7`");
        }
        if (freeThreaded && minor < OLDEST_FREE_THREADED) {
            throw UserException.of("There is no free-threaded Python `" + text + "`: the first one is 3."
                            + OLDEST_FREE_THREADED)
                    .hint("declare `3." + minor + "`");
        }
        return new PythonVersion(minor, micro, freeThreaded);
    }

    private static UserException refuse(String text) {
        String plain = text.strip();
        String why = "is no version of Python";
        if (plain.equals("3")) {
            why = "is too vague: its minor version is missing";
        } else if (OLD.matcher(plain).matches()) {
            why = "is too old: archives run on Python 3." + OLDEST_MINOR + " and newer";
        }
        return UserException.of("The Python `" + text + "` " + why)
                .hint("declare the server's Python, for example `3.11` or `3.11.7`");
    }

    /** @return whether the micro version is declared */
    public boolean hasMicro() {
        return microOrOpen >= 0;
    }

    /** @return {@code 3.11}, as {@code python_version} has it */
    public String majorMinor() {
        return "3." + minor;
    }

    /** @return as declared: {@code 3.11}, {@code 3.11.7}, {@code 3.13t} */
    @Override
    public String toString() {
        return majorMinor() + (hasMicro() ? "." + microOrOpen : "") + (freeThreaded ? "t" : "");
    }
}
