package io.github.pywar.base.file;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of tree paths in the syntax of Ant: {@code *} within a segment, {@code ?} one character, {@code **} any number
 * of segments, and a trailing {@code /} for all paths below.
 */
public final class Globs {

    /** Matches nothing. */
    public static final Globs NONE = new Globs(List.of());

    private final List<Pattern> patterns;

    private Globs(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** @return what matches any of these */
    public static Globs of(List<String> globs) {
        return new Globs(globs.stream().map(glob -> compile(glob, 0)).toList());
    }

    /** @return the same, whatever the case of the letters */
    public static Globs ofAnyCase(List<String> globs) {
        int anyCase = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return new Globs(globs.stream().map(glob -> compile(glob, anyCase)).toList());
    }

    /** @return whether one of the patterns is this path's */
    public boolean matches(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern compile(String glob, int flags) {
        String whole = glob.endsWith("/") ? glob + "**" : glob;
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < whole.length()) {
            if (whole.startsWith("**/", at) && isSegmentStart(whole, at)) {
                regex.append("(?:.*/)?"); // (?:[^/]+/)* needs a stack as deep as the path
                at += 3;
            } else if (whole.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else {
                int character = whole.codePointAt(at);
                regex.append(one(character));
                at += Character.charCount(character);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | flags);
    }

    private static boolean isSegmentStart(String glob, int at) {
        return at == 0 || glob.charAt(at - 1) == '/';
    }

    private static String one(int c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(Character.toString(c));
        };
    }
}
