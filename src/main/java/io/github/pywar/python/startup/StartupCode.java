package io.github.pywar.python.startup;

import io.github.pywar.base.file.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * Code of a package that Python runs at its start, before the first line of the program.
 *
 * @param kind how Python finds it
 * @param file that contains it, relative to the folder of the libraries
 * @param text the line as Python reads it; of a module, its name
 * @param sha256 of the line, or of all files of the module
 * @param isKnown whether setuptools wrote the complete file, so that it needs no acceptance
 */
public record StartupCode(Kind kind, String file, String text, Sha256 sha256, boolean isKnown) {

    /** In characters, for messages and locks: enough to recognize a line. */
    private static final int SHOWN = 400;

    /** In digits: enough to name one of the few lines of a package. */
    private static final int SHORT_HASH = 12;

    /** How Python finds the code. */
    public enum Kind {
        /** A line of a {@code .pth} file that begins with {@code import}. */
        LINE(".pth line"),
        /** A line of a {@code .start} file: a function that Python 3.15 and later call (PEP 829). */
        ENTRY(".start entry"),
        /** A module {@code sitecustomize} or {@code usercustomize}. */
        MODULE("module"),
        /** A line of a {@code .pth} file that adds a path outside of the package, which may contain such a module. */
        PATH(".pth path");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** @return the name in messages and locks */
        public String label() {
            return label;
        }
    }

    /** Code that needs acceptance. */
    public StartupCode(Kind kind, String file, String text, Sha256 sha256) {
        this(kind, file, text, sha256, false);
    }

    static StartupCode of(Kind kind, String file, String text) {
        return new StartupCode(kind, file, text, Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    StartupCode known() {
        return new StartupCode(kind, file, text, sha256, true);
    }

    /** @return the begin of the hash, by which a declaration names one line */
    public String shortHash() {
        return sha256.hex().substring(0, SHORT_HASH);
    }

    /** @return the line in printable ASCII, shortened: it is foreign text */
    public String shown() {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(SHOWN).forEach(c -> append(shown, (char) c));
        return text.length() <= SHOWN ? shown.toString() : shown + "... (" + text.length() + " characters)";
    }

    private static void append(StringBuilder shown, char c) {
        if (c >= ' ' && c < 0x7f && c != '`') {
            shown.append(c);
        } else {
            shown.append(String.format("\\u%04x", (int) c));
        }
    }

    /** @return the file and the line in a message */
    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        file.chars().forEach(c -> append(path, (char) c));
        return kind == Kind.MODULE ? "module `" + text + "` in `" + path + "`" : "`" + path + "`: `" + shown() + "`";
    }
}
