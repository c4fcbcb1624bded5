package io.github.pywar.python.wheel;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Build tag of a wheel's name ("Binary distribution format"). Of wheels that fit equally well, the one with the greater
 * build tag is used.
 *
 * @param number its digits, compared by value; -1 for {@link #NONE}
 * @param text the rest after the digits
 */
public record BuildTag(BigInteger number, String text) implements Comparable<BuildTag> {

    /** No build tag; lower than all others. */
    public static final BuildTag NONE = new BuildTag(BigInteger.ONE.negate(), "");

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4000})(.*)");

    /** @throws IllegalArgumentException if it does not begin with a digit */
    static BuildTag parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the build tag `" + text + "` does not begin with a digit");
        }
        return new BuildTag(new BigInteger(matcher.group(1)), matcher.group(2));
    }

    @Override
    public int compareTo(BuildTag other) {
        int order = number.compareTo(other.number);
        return order == 0 ? text.compareTo(other.text) : order;
    }

    /** @return {@code 1000abc}; empty for {@link #NONE} */
    @Override
    public String toString() {
        return number.signum() < 0 ? "" : number + text;
    }
}
