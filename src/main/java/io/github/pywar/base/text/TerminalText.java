package io.github.pywar.base.text;

/** Text for a terminal or a log that may quote a server or a file. */
public final class TerminalText {

    /** Characters that change the direction of text. */
    private static final String DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private TerminalText() {}

    /** @return the text with such characters as {@code \}{@code u001b}; line ends and tabs stay */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text, i)) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int first) {
        StringBuilder escaped = new StringBuilder(text.length() + 6).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (isControl(text, i)) {
                escaped.append(String.format("\\u%04x", (int) text.charAt(i)));
            } else {
                escaped.append(text.charAt(i));
            }
        }
        return escaped.toString();
    }

    /**
     * Returns whether a character moves the cursor, changes a title, sends input in the name of the user, or reverses the
     * direction of a line. In the pair {@code \r\n} the first one is part of the line end.
     */
    private static boolean isControl(String text, int index) {
        char one = text.charAt(index);
        if (one == '\r') {
            return index + 1 == text.length() || text.charAt(index + 1) != '\n';
        }
        return Character.isISOControl(one) && one != '\n' && one != '\t' || DIRECTIONS.indexOf(one) >= 0;
    }
}
