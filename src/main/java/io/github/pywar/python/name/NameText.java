package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * Syntax of the names of projects and extras:
 *
 * <pre>
 * name = alphanumeric [ ( alphanumeric | "." | "_" | "-" )* alphanumeric ]
 * </pre>
 *
 * <p>An alphanumeric character is an ASCII letter or digit.
 */
final class NameText {

    private NameText() {}

    /** @return whether the text is a valid name in normal form */
    static boolean isNormal(String text) {
        char last = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            if (isUpper || !isAlphanumeric(c) && (c != '-' || last == '-')) {
                return false;
            }
            last = c;
        }
        return last != '-';
    }

    /** @return the text in lower case, with each run of separators as one {@code -}; empty if it is not a valid name */
    static Optional<String> normalize(String text) {
        if (isNormal(text)) {
            return Optional.of(text);
        }
        if (text.isEmpty() || !isAlphanumeric(text.charAt(0)) || !isAlphanumeric(text.charAt(text.length() - 1))) {
            return Optional.empty();
        }
        StringBuilder normal = new StringBuilder(text.length());
        boolean separated = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAlphanumeric(c)) {
                normal.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
                separated = false;
            } else if (c != '-' && c != '_' && c != '.') {
                return Optional.empty();
            } else if (!separated) {
                normal.append('-');
                separated = true;
            }
        }
        return Optional.of(normal.toString());
    }

    /** @return the error for an invalid name; the caller throws it */
    static UserException invalid(String owner, String text) {
        return UserException.of("`" + text + "` is not a valid name of " + owner)
                .hint("use ASCII letters, digits, `.`, `_` and `-`, with a letter or digit at both ends");
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
