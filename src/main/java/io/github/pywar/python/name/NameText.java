package io.github.pywar.python.name;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/** The grammar that project names and extras share: ASCII letters and digits at both ends, {@code . _ -} between. */
final class NameText {

    private NameText() {}

    /** @return the text in lower case with every run of separators as one {@code -}, or empty for no legal name */
    static Optional<String> normalize(String text) {
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

    static UserException refuse(String what, String text) {
        return UserException.of("`" + text + "` is no valid name of " + what
                + ": a name has ASCII letters, digits, `.`, `_` and `-`, with a letter or digit at both ends");
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
