package io.github.pywar.app.init;

/**
 * Source of a module in which strings and comments are blank, so that a search finds code only. Lines and columns stay as
 * they are.
 *
 * <pre>
 * text    = ( string | comment | character )*
 * string  = QUOTE{3} … QUOTE{3} | QUOTE … ( QUOTE | end of line )
 * comment = "#" … end of line
 * </pre>
 */
final class PythonText {

    private final String source;
    private final StringBuilder code;
    private int at;

    private PythonText(String source) {
        this.source = source;
        this.code = new StringBuilder(source);
    }

    static String code(String source) {
        return new PythonText(source).blank();
    }

    private String blank() {
        while (at < source.length()) {
            char next = source.charAt(at);
            if (next == '#') {
                blankUntil(lineEnd());
            } else if (next == '"' || next == '\'') {
                string(String.valueOf(next));
            } else {
                at++;
            }
        }
        return code.toString();
    }

    private void string(String quote) {
        boolean isLong = source.startsWith(quote.repeat(3), at);
        String end = isLong ? quote.repeat(3) : quote;
        int limit = isLong ? source.length() : lineEnd();
        int to = at + end.length();
        while (to < limit && !source.startsWith(end, to)) {
            to += source.charAt(to) == '\\' ? 2 : 1;
        }
        blankUntil(Math.min(to + end.length(), source.length()));
    }

    /** Returns the end of the line; a backslash at its end continues a string. */
    private int lineEnd() {
        int end = source.indexOf('\n', at);
        while (end > 0 && source.charAt(end - 1) == '\\' && source.charAt(at) != '#') {
            end = source.indexOf('\n', end + 1);
        }
        return end < 0 ? source.length() : end;
    }

    private void blankUntil(int end) {
        for (; at < end; at++) {
            if (source.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
    }
}
