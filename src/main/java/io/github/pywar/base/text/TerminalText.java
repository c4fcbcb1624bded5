package io.github.pywar.base.text;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text for a terminal or a log that may quote a server or a file. */
public final class TerminalText {

    /**
     * What moves a cursor, changes a title, answers in the name of the user, or turns the direction of a line around. Of a
     * pair, {@code \r\n}, the first is no end of a line of its own.
     */
    private static final Pattern CONTROL =
            Pattern.compile("(?!\\r\\n)[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    private TerminalText() {}

    /** @return the text with such characters as {@code \}{@code u001b}; line ends and tabs stay */
    public static String of(String text) {
        return CONTROL.matcher(text).replaceAll(TerminalText::escaped);
    }

    private static String escaped(MatchResult control) {
        return String.format("\\\\u%04x", (int) control.group().charAt(0));
    }
}
