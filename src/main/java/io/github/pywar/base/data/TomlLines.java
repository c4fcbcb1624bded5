package io.github.pywar.base.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A TOML text with shortened runs of blank lines and comments, and the line numbers of the original text. The parser needs
 * cubic time for such a run: 7 s for 1,000 lines, 54 s for 2,000.
 *
 * <p>After an error, the parser can mistake a string for lines, and lines for a string. So a text is first read as an
 * {@link #outline(String)}, which also has short runs in strings.
 */
final class TomlLines {

    /** Number of lines of a run that are kept. */
    static final int KEPT = 8;

    private static final String BASIC = "\"\"\"";
    private static final String LITERAL = "'''";

    private final StringBuilder text = new StringBuilder();
    private final List<Integer> numbers = new ArrayList<>();

    /** The end of the string in which the next line starts; empty outside of strings. */
    private String open = "";

    private final boolean isOutline;
    private int run;
    private boolean hasError;
    private boolean isCut;
    private boolean isShortened;

    private TomlLines(boolean isOutline) {
        this.isOutline = isOutline;
    }

    /** @return the text with complete strings */
    static TomlLines of(String original) {
        return new TomlLines(false).read(original);
    }

    /**
     * Returns a text that is valid TOML if and only if the original is. Blank lines of strings can be missing, and the text
     * after an obvious error.
     */
    static TomlLines outline(String original) {
        return new TomlLines(true).read(original);
    }

    private TomlLines read(String original) {
        int number = 1;
        for (int at = 0; at < original.length() && !isCut; number++) {
            int end = original.indexOf('\n', at);
            int next = end < 0 ? original.length() : end + 1;
            add(original.substring(at, next), number);
            at = next;
        }
        numbers.add(number);
        return this;
    }

    /** @return whether all strings of the text are complete */
    boolean isComplete() {
        return !isShortened && !isCut;
    }

    /** @return the shortened text */
    String text() {
        return text.toString();
    }

    /** @return the line in the original text, from 1, of a line of the shortened text */
    int original(int line) {
        return numbers.get(Math.max(0, Math.min(line, numbers.size()) - 1));
    }

    private void add(String line, int number) {
        if (open.isEmpty() ? isEmpty(line) : isOutline && isFiller(line)) {
            run++;
            if (run > KEPT && !isFirstError(line)) {
                isShortened |= !open.isEmpty();
                return;
            }
        } else {
            run = 0;
            scan(line);
        }
        text.append(line);
        numbers.add(number);
        isCut |= isOutline && hasControl(line);
    }

    /** @return whether a line of a string looks like a blank line or a comment, and does not end the string */
    private static boolean isFiller(String line) {
        return isEmpty(line) && line.indexOf('"') < 0 && line.indexOf('\'') < 0 && line.indexOf('\\') < 0;
    }

    private static boolean isEmpty(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        String rest = line.substring(at);
        return rest.startsWith("#") || rest.equals("\n") || rest.equals("\r\n") || rest.isEmpty();
    }

    /** A control character in a comment is an error, which the parser must find. The first one is enough. */
    private boolean isFirstError(String line) {
        boolean isError = hasControl(line);
        boolean isFirst = isError && !hasError;
        hasError |= isError;
        return isFirst;
    }

    private static boolean hasControl(String line) {
        int end = line.endsWith("\r\n") ? line.length() - 2 : line.endsWith("\n") ? line.length() - 1 : line.length();
        return line.codePoints().limit(line.codePointCount(0, end)).anyMatch(TomlLines::isControl);
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\t' || c == 0x7f || c >= 0xD800 && c < 0xE000;
    }

    /** Determines whether the line ends in a string, where blank lines are content. */
    private void scan(String line) {
        int at = 0;
        while (at < line.length()) {
            at = open.isEmpty() ? outside(line, at) : inside(line, at);
        }
    }

    private int outside(String line, int at) {
        char c = line.charAt(at);
        if (c == '#') {
            return line.length();
        }
        if (line.startsWith(BASIC, at) || line.startsWith(LITERAL, at)) {
            open = line.substring(at, at + 3);
            return at + 3;
        }
        return c == '"' || c == '\'' ? afterString(line, at + 1, c) : at + 1;
    }

    /** A string without an end on its line is an error, so the text after it is not needed. */
    private int afterString(String line, int from, char quote) {
        int at = from;
        while (at < line.length() && line.charAt(at) != quote) {
            at += quote == '"' && line.charAt(at) == '\\' ? 2 : 1;
        }
        isCut |= isOutline && at >= line.length();
        return at + 1;
    }

    /** Up to two quotes can precede the three quotes that end the string. */
    private int inside(String line, int at) {
        if (open.equals(BASIC) && line.charAt(at) == '\\') {
            return at + 2;
        }
        if (!line.startsWith(open, at)) {
            return at + 1;
        }
        int end = at + 3;
        while (end < Math.min(line.length(), at + 5) && line.charAt(end) == open.charAt(0)) {
            end++;
        }
        open = "";
        return end;
    }
}
