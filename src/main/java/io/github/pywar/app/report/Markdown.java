package io.github.pywar.app.report;

import java.util.regex.Pattern;

/** Text in Markdown. */
final class Markdown {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|#~&]");

    private Markdown() {}

    /** Returns a text without line ends in which no character is markup. */
    static String text(String text) {
        return SPECIAL.matcher(text.replaceAll("\\s+", " ")).replaceAll("\\\\$0");
    }
}
