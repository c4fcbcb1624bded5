package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.Cursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Splitter of options and commands into words by the quoting rules of a POSIX shell, without variables:
 *
 * <pre>
 * text    = blank* [ word ( blank+ word )* blank* ]
 * word    = ( single | double | escaped | character )+
 * single  = QUOTE character* QUOTE
 * double  = DOUBLE-QUOTE ( BACKSLASH ( BACKSLASH | DOUBLE-QUOTE ) | character )* DOUBLE-QUOTE
 * escaped = BACKSLASH character
 * </pre>
 */
public final class ShellWords {

    private final Cursor cursor;
    private final List<Word> words = new ArrayList<>();
    private StringBuilder value;
    private int start;

    /**
     * A part of the text between blanks.
     *
     * @param value without quotes and escapes
     * @param start position in the text, in UTF-16 units
     * @param end position after the part
     */
    public record Word(String value, int start, int end) {}

    private ShellWords(String text) {
        this.cursor = new Cursor(text);
    }

    /** @throws io.github.pywar.base.text.SyntaxException if a quote is open at the end, or the last character escapes */
    public static List<Word> split(String text) {
        return new ShellWords(text).split();
    }

    private List<Word> split() {
        while (!cursor.atEnd()) {
            if (Character.isWhitespace(cursor.peek())) {
                endWord();
                step();
                continue;
            }
            beginWord();
            switch (cursor.peek()) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> escaped();
                default -> value.append(step());
            }
        }
        endWord();
        return words;
    }

    private void beginWord() {
        if (value == null) {
            value = new StringBuilder();
            start = cursor.position();
        }
    }

    private void endWord() {
        if (value != null) {
            words.add(new Word(value.toString(), start, cursor.position()));
            value = null;
        }
    }

    private char step() {
        char c = cursor.peek();
        cursor.position(cursor.position() + 1);
        return c;
    }

    private void escaped() {
        step();
        if (cursor.atEnd()) {
            throw cursor.error("Not valid options: a backslash is at the end");
        }
        value.append(step());
    }

    /** Inside double quotes, a backslash escapes only a backslash and the quote. */
    private void quoted(char quote) {
        int open = cursor.position();
        step();
        while (!cursor.atEnd() && cursor.peek() != quote) {
            char c = step();
            boolean escapes = c == '\\' && quote == '"' && (cursor.peek() == '"' || cursor.peek() == '\\');
            value.append(escapes ? step() : c);
        }
        if (cursor.atEnd()) {
            throw cursor.errorAt(open, cursor.position(), "Not valid options: the quote is not closed");
        }
        step();
    }
}
