package io.github.pywar.python.metadata;

import java.text.Normalizer;
import java.util.Set;

/** Identifiers of Python, as its {@code str.isidentifier} has them, without its keywords. */
public final class PythonIdentifier {

    private static final int VERTICAL_TILDE = 0x2E2F;

    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private PythonIdentifier() {}

    /** @return whether the text consists of identifiers, separated by dots, and none is a keyword */
    public static boolean isDotted(String text) {
        for (String word : text.split("\\.", -1)) {
            if (!isIdentifier(word)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifier(String word) {
        return !word.isEmpty() && !KEYWORDS.contains(word) && isStart(word.codePointAt(0)) && hasOnlyParts(word);
    }

    private static boolean hasOnlyParts(String word) {
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            if (!isPart(word.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a character is {@code _} or has the property XID_Start: its normal form is an identifier, too. */
    private static boolean isStart(int c) {
        return c == '_' || isUnicodeStart(c) && hasOnlyUnicode(normalized(c), true);
    }

    /** Returns whether a character has the property XID_Continue. */
    private static boolean isPart(int c) {
        return isUnicodePart(c) && hasOnlyUnicode(normalized(c), false);
    }

    private static String normalized(int c) {
        return c < 0x80 ? Character.toString(c) : Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    }

    private static boolean hasOnlyUnicode(String text, boolean isStart) {
        if (isStart && !isUnicodeStart(text.codePointAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isUnicodePart(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Java adds the vertical tilde to the property ID_Start. */
    private static boolean isUnicodeStart(int c) {
        return Character.isUnicodeIdentifierStart(c) && c != VERTICAL_TILDE;
    }

    /** Java adds control characters that it ignores in identifiers to the property ID_Continue. */
    private static boolean isUnicodePart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != VERTICAL_TILDE;
    }
}
