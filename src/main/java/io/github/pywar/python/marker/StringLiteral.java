package io.github.pywar.python.marker;

import io.github.pywar.base.text.Cursor;

/**
 * String literals with the escapes of Python, because the standard does not define them:
 *
 * <pre>
 * literal = "'" ( escape | character )* "'" | '"' ( escape | character )* '"'
 * escape  = BACKSLASH ( simple | octal | "x" HEX{2} | "u" HEX{4} | "U" HEX{8} | "N{" NAME "}" | LINE-END )
 * simple  = BACKSLASH | "'" | '"' | "a" | "b" | "f" | "n" | "r" | "t" | "v"
 * octal   = OCTAL-DIGIT{1,3}
 * </pre>
 */
final class StringLiteral {

    private static final String ESCAPES = "\\'\"abfnrtv";
    private static final String ESCAPED = "\\'\"\u0007\b\f\n\r\t\u000B";

    private final Cursor cursor;
    private final StringBuilder value = new StringBuilder();

    private StringLiteral(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Parses the literal at the cursor. It ends at the next equal quote, because the standard has no escaped quotes. */
    static String read(Cursor cursor) {
        int start = cursor.position();
        char quote = cursor.peek();
        cursor.accept(String.valueOf(quote));
        String body = cursor.takeUntil(String.valueOf(quote));
        if (cursor.atEnd()) {
            throw cursor.errorAt(start, cursor.position(), "Not a marker: the quote is not closed");
        }
        cursor.position(cursor.position() + 1);
        if (isPlain(body)) {
            return body;
        }
        try {
            return new StringLiteral(new Cursor(body)).decode();
        } catch (IllegalArgumentException e) {
            throw cursor.errorAt(start, cursor.position(), "Not a marker: not a Python string: " + e.getMessage());
        }
    }

    private static boolean isPlain(String body) {
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) < ' ' || body.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }

    private String decode() {
        while (!cursor.atEnd()) {
            value.append(cursor.takeWhile(c -> c != '\\' && c != '\n' && c != '\r' && c != '\0'));
            if (cursor.accept("\\")) {
                escape();
            } else if (!cursor.atEnd()) {
                throw new IllegalArgumentException("it contains a line break");
            }
        }
        return value.toString();
    }

    private void escape() {
        if (cursor.atEnd()) {
            throw new IllegalArgumentException("a backslash is at the end");
        }
        char kind = cursor.peek();
        if (kind >= '0' && kind <= '7') {
            octal();
            return;
        }
        cursor.position(cursor.position() + 1);
        switch (kind) {
            case 'x' -> code(2);
            case 'u' -> code(4);
            case 'U' -> code(8);
            case 'N' -> named();
            case '\n' -> {
                // continues on the next line
            }
            case '\r' -> cursor.accept("\n");
            case '\0' -> throw new IllegalArgumentException("it contains a NUL character");
            default -> {
                int known = ESCAPES.indexOf(kind);
                value.append(known < 0 ? "\\" + kind : ESCAPED.substring(known, known + 1));
            }
        }
    }

    private void octal() {
        int code = 0;
        for (int i = 0; i < 3 && cursor.peek() >= '0' && cursor.peek() <= '7'; i++) {
            code = code * 8 + Character.digit(cursor.peek(), 8);
            cursor.position(cursor.position() + 1);
        }
        value.appendCodePoint(code);
    }

    /** Reads a character by its Unicode name: {@code \N{BULLET}}. */
    private void named() {
        String name = cursor.accept("{") ? cursor.takeWhile(c -> c != '}') : "";
        if (!cursor.accept("}")) {
            throw new IllegalArgumentException("`\\N` needs a name in braces");
        }
        value.appendCodePoint(Character.codePointOf(name));
    }

    private void code(int digits) {
        String rest = cursor.rest();
        String hex = rest.substring(0, Math.min(digits, rest.length()));
        if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw new IllegalArgumentException("an escape needs " + digits + " hexadecimal digits");
        }
        value.appendCodePoint(Integer.parseUnsignedInt(hex, 16));
        cursor.position(cursor.position() + digits);
    }

    /** @return a literal of the value, in double quotes unless the value contains one */
    static String quote(String value) {
        char quote = value.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder text = new StringBuilder().append(quote);
        value.chars().forEach(c -> {
            if (c == '\\') {
                text.append("\\\\");
            } else if (c == quote || c < ' ') {
                text.append(String.format("\\x%02x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append(quote).toString();
    }
}
