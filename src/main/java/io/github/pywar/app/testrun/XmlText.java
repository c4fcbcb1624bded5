package io.github.pywar.app.testrun;

import java.util.regex.Pattern;

/** Text that an XML 1.0 file can contain. */
final class XmlText {

    private static final Pattern COLORS = Pattern.compile("\\u001B\\[[0-9;]*[A-Za-z]");

    private XmlText() {}

    /** Returns the text without colors of terminals; other characters that XML does not allow become question marks. */
    static String of(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        COLORS.matcher(text).replaceAll("").codePoints().forEach(c -> valid.appendCodePoint(isAllowed(c) ? c : '?'));
        return valid.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
