package io.github.pywar.python.tag;

import io.github.pywar.base.text.SyntaxException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compatibility tag of a wheel in lower case: {@code cp311-cp311-manylinux_2_17_x86_64} (PEP 425; "Platform
 * compatibility tags").
 *
 * @param python the interpreter, for example {@code py3}
 * @param abi the binary interface, for example {@code abi3} or {@code none}
 * @param platform the system, for example {@code any}
 */
public record WheelTag(String python, String abi, String platform) implements Comparable<WheelTag> {

    /** A hundred times the number of any known wheel. The limit protects the memory from hostile file names. */
    static final int LIMIT = 4096;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public WheelTag {
        python = python.toLowerCase(Locale.ROOT);
        abi = abi.toLowerCase(Locale.ROOT);
        platform = platform.toLowerCase(Locale.ROOT);
    }

    /**
     * Expands a compressed tag set; its members can have any order.
     *
     * <pre>
     * tag-set = members "-" members "-" members
     * members = member ( "." member )*
     * </pre>
     *
     * @param text for example {@code py2.py3-none-any}
     * @return the product of the three parts, in the order of the text
     * @throws SyntaxException if a member is empty, or there are not three parts
     */
    public static Set<WheelTag> parseSet(String text) {
        return parseSet(text, LIMIT);
    }

    static Set<WheelTag> parseSet(String text, int limit) {
        String[] parts = text.split("-", -1);
        if (parts.length != 3) {
            throw new SyntaxException(text, 0, text.length(), "Not a wheel tag: expected `python-abi-platform`");
        }
        String[] pythons = members(text, parts[0], 0);
        String[] abis = members(text, parts[1], parts[0].length() + 1);
        String[] platforms = members(text, parts[2], parts[0].length() + parts[1].length() + 2);
        checkInterpreters(text, pythons);
        if ((long) pythons.length * abis.length * platforms.length > limit) {
            throw new SyntaxException(text, 0, text.length(), "Not a wheel tag: it has more than " + limit + " tags");
        }
        return product(pythons, abis, platforms);
    }

    private static void checkInterpreters(String text, String[] pythons) {
        int start = 0;
        for (String python : pythons) {
            int end = start + python.length();
            if (!IDENTIFIER.matcher(python).matches()) {
                throw new SyntaxException(text, start, end, "Not a wheel tag: `" + python + "` is not an interpreter");
            }
            start = end + 1;
        }
    }

    private static String[] members(String text, String part, int position) {
        String[] members = part.split("\\.", -1);
        for (String member : members) {
            if (member.isEmpty()) {
                throw new SyntaxException(
                        text,
                        position,
                        position + part.length(),
                        "Not a wheel tag: `" + part + "` has an empty member");
            }
        }
        return members;
    }

    private static Set<WheelTag> product(String[] pythons, String[] abis, String[] platforms) {
        Set<WheelTag> tags = new LinkedHashSet<>();
        for (String python : pythons) {
            for (String abi : abis) {
                for (String platform : platforms) {
                    tags.add(new WheelTag(python, abi, platform));
                }
            }
        }
        return Collections.unmodifiableSet(tags);
    }

    @Override
    public int compareTo(WheelTag other) {
        int order = python.compareTo(other.python);
        order = order == 0 ? abi.compareTo(other.abi) : order;
        return order == 0 ? platform.compareTo(other.platform) : order;
    }

    /** @return {@code python-abi-platform} */
    @Override
    public String toString() {
        return python + "-" + abi + "-" + platform;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WheelTag that
                && python.equals(that.python)
                && abi.equals(that.abi)
                && platform.equals(that.platform);
    }

    /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
    @Override
    public int hashCode() {
        return (python.hashCode() * 31 + abi.hashCode()) * 31 + platform.hashCode();
    }
}
