package io.github.pywar.python.metadata;

import io.github.pywar.base.text.Cursor;
import io.github.pywar.base.text.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A licence expression (PEP 639; SPDX 2.2, Annex D): {@code MIT AND (Apache-2.0 OR BSD-2-Clause)}. White space is allowed
 * between any two tokens. Each method has its rule of the grammar.
 *
 * @param text the normal form: identifiers in the spelling of SPDX, operators in upper case
 */
record LicenseExpression(String text) {

    private static final String NOT = "Not a licence expression: ";
    private static final String REF = "licenseref-";
    private static final Pattern TOKEN = Pattern.compile("(?U)[()]|[^\\s()]+");
    private static final Pattern JOIN = Pattern.compile("(?i)(AND|OR)(?![^\\s()])");
    private static final Pattern WITH = Pattern.compile("(?i)WITH(?![^\\s()])");
    private static final Pattern WORD = Pattern.compile("(?i)AND|OR|WITH|[()]");
    private static final Pattern REF_NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final int MAX_DEPTH = 100;

    /** Lines of a kind and an identifier. The text is searched: a map of 800 identifiers takes a build longer. */
    private static final String SPDX = spdx();

    /** @throws SyntaxException if the text is not an expression, or has an identifier that is not in the list of SPDX */
    public static LicenseExpression parse(String text) {
        Cursor cursor = new Cursor(text);
        String normal = expression(cursor, 0);
        if (!cursor.atEnd()) {
            throw cursor.error(NOT + "expected `AND`, `OR` or the end");
        }
        return new LicenseExpression(normal);
    }

    /** @return whether the text is one identifier of the list, in its spelling */
    static boolean isLicense(String text) {
        return text.indexOf('\n') < 0 && text.equals(identifier("license ", text));
    }

    /**
     * <pre>
     * expression = term ( ( "AND" | "OR" ) term )*
     * </pre>
     */
    private static String expression(Cursor cursor, int depth) {
        StringBuilder normal = new StringBuilder(term(cursor, depth));
        skip(cursor);
        for (var join = cursor.match(JOIN); join.isPresent(); join = cursor.match(JOIN)) {
            normal.append(' ')
                    .append(join.get().toUpperCase(Locale.ROOT))
                    .append(' ')
                    .append(term(cursor, depth));
            skip(cursor);
        }
        return normal.toString();
    }

    /**
     * <pre>
     * term = "(" expression ")" | license [ "WITH" exception ]
     * </pre>
     */
    private static String term(Cursor cursor, int depth) {
        skip(cursor);
        int start = cursor.position();
        if (cursor.accept("(")) {
            if (depth > MAX_DEPTH) {
                throw cursor.errorAt(start, NOT + "more than " + MAX_DEPTH + " nested parentheses");
            }
            String content = expression(cursor, depth + 1);
            if (!cursor.accept(")")) {
                throw cursor.errorAt(start, NOT + "the parenthesis is not closed");
            }
            return "(" + content + ")";
        }
        String license = license(word(cursor, "a licence"), cursor, start);
        skip(cursor);
        if (cursor.match(WITH).isEmpty()) {
            return license;
        }
        skip(cursor);
        int exceptionStart = cursor.position();
        String exception = identifier("exception ", word(cursor, "an exception"));
        if (exception == null) {
            throw cursor.errorAt(exceptionStart, cursor.position(), NOT + "the exception is not in the list of SPDX");
        }
        return license + " WITH " + exception;
    }

    private static String word(Cursor cursor, String what) {
        int start = cursor.position();
        Optional<String> token = cursor.match(TOKEN);
        if (token.isEmpty() || WORD.matcher(token.get()).matches()) {
            throw cursor.errorAt(start, NOT + "expected " + what);
        }
        return token.get();
    }

    /**
     * <pre>
     * license = SPDX-ID [ "+" ] | "LicenseRef-" ( letter | digit | "." | "-" )+
     * </pre>
     */
    private static String license(String word, Cursor cursor, int start) {
        if (word.toLowerCase(Locale.ROOT).startsWith(REF)) {
            String name = word.substring(REF.length());
            if (!REF_NAME.matcher(name).matches()) {
                throw cursor.errorAt(
                        start, cursor.position(), NOT + "`LicenseRef-` allows only letters, digits, `.` and `-`");
            }
            return "LicenseRef-" + name;
        }
        String suffix = word.endsWith("+") ? "+" : "";
        String known = identifier("license ", word.substring(0, word.length() - suffix.length()));
        if (known == null) {
            throw cursor.errorAt(start, cursor.position(), NOT + "`" + word + "` is not in the list of SPDX")
                    .hint("use `LicenseRef-NAME` for any other licence");
        }
        return known + suffix;
    }

    private static void skip(Cursor cursor) {
        while (!cursor.atEnd() && isSpace(cursor.peek())) {
            cursor.position(cursor.position() + 1);
        }
    }

    private static boolean isSpace(char c) {
        return c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** @return the identifier in the spelling of SPDX; null if it is not in the list */
    private static String identifier(String kind, String text) {
        String line = kind + text + "\n";
        for (int at = SPDX.indexOf('\n') + 1; at > 0; at = SPDX.indexOf('\n', at) + 1) {
            if (SPDX.regionMatches(true, at, line, 0, line.length())) {
                String known = SPDX.substring(at + kind.length(), at + line.length() - 1);
                return known.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)) ? known : null;
            }
        }
        return null;
    }

    private static String spdx() {
        try (InputStream in = LicenseExpression.class.getResourceAsStream("spdx.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the normal form */
    @Override
    public String toString() {
        return text;
    }
}
