package io.github.pywar.python.metadata;

import java.util.Set;

/** Identifiers of Python. */
public final class PythonIdentifier {

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
        return !word.isEmpty()
                && !KEYWORDS.contains(word)
                && (word.charAt(0) == '_' || Character.isLetter(word.codePointAt(0)))
                && hasOnlyParts(word);
    }

    private static boolean hasOnlyParts(String word) {
        for (int c : word.codePoints().toArray()) {
            if (c != '_' && !Character.isUnicodeIdentifierPart(c)) {
                return false;
            }
        }
        return true;
    }
}
