package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.Cursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Splitter of options into words by the quoting rules of a POSIX shell, without variables:
 *
 * <pre>
 * text    = blank* [ word ( blank+ word )* blank* ]
 * word    = ( single | double | escaped | character )+
 * single  = QUOTE character* QUOTE
 * double  = DOUBLE-QUOTE ( BACKSLASH ( BACKSLASH | DOUBLE-QUOTE ) | character )* DOUBLE-QUOTE
 * escaped = BACKSLASH character
 * </pre>
 */
final class ShellWords {

    private final Cursor cursor;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;

    private ShellWords(String text) {
        this.cursor = new Cursor(text);
    }

    static List<String> split(String text) {
        return new ShellWords(text).split();
    }

    private List<String> split() {
        while (!cursor.atEnd()) {
            if (Character.isWhitespace(cursor.peek())) {
                endWord();
                step();
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            switch (cursor.peek()) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> escaped();
                default -> word.append(step());
            }
        }
        endWord();
        return words;
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
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
        word.append(step());
    }

    /** Inside double quotes, a backslash escapes only a backslash and the quote. */
    private void quoted(char quote) {
        int open = cursor.position();
        step();
        while (!cursor.atEnd() && cursor.peek() != quote) {
            char c = step();
            boolean escapes = c == '\\' && quote == '"' && (cursor.peek() == '"' || cursor.peek() == '\\');
            word.append(escapes ? step() : c);
        }
        if (cursor.atEnd()) {
            throw cursor.errorAt(open, cursor.position(), "Not valid options: the quote is not closed");
        }
        step();
    }
}
