package io.github.pywar.base.text;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Position in a text that a parser moves from the beginning to the end; mutable, for one thread. */
public final class Cursor {

    /** Result of {@link #peek()} at the end. */
    public static final char END = '\0';

    private final String text;
    private int position;

    /** Begins before the first character. */
    public Cursor(String text) {
        this.text = text;
    }

    /** @return the number of UTF-16 units before the cursor */
    public int position() {
        return position;
    }

    /** Moves, also backwards. */
    public void position(int index) {
        if (index < 0 || index > text.length()) {
            throw new IllegalArgumentException("no position " + index + " in a text of " + text.length());
        }
        position = index;
    }

    /** @return whether no character is left */
    public boolean atEnd() {
        return position == text.length();
    }

    /** @return the next character, or {@link #END} */
    public char peek() {
        return atEnd() ? END : text.charAt(position);
    }

    /** @return whether exactly this text comes next */
    public boolean looksAt(String literal) {
        return text.startsWith(literal, position);
    }

    /** Steps over this text, if it comes next. */
    public boolean accept(String literal) {
        boolean isNext = looksAt(literal);
        if (isNext) {
            position += literal.length();
        }
        return isNext;
    }

    /**
     * Steps over the text that the pattern matches here. Anchors and look-behind see the complete text.
     *
     * @return the matched text; empty, without a step, if the pattern does not match here
     */
    public Optional<String> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        matcher.useTransparentBounds(true).useAnchoringBounds(false);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher.group());
    }

    /** Steps over all characters of a kind; may be none. */
    public String takeWhile(IntPredicate kind) {
        int from = position;
        while (!atEnd() && kind.test(text.charAt(position))) {
            position++;
        }
        return text.substring(from, position);
    }

    /** Steps over all characters up to one of the given ones; may be none. */
    public String takeUntil(String ends) {
        int from = position;
        while (!atEnd() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(from, position);
    }

    /** Steps over spaces and tabs: the grammars of the packaging standards have no other blanks. */
    public void skipBlanks() {
        while (!atEnd() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    /** @return the text from here to the end, without a step */
    public String rest() {
        return text.substring(position);
    }

    /** @return an error at the next character; the caller throws it */
    public SyntaxException error(String problem) {
        return errorAt(position, problem);
    }

    /** @return an error at one character; the caller throws it */
    public SyntaxException errorAt(int index, String problem) {
        return new SyntaxException(text, index, problem);
    }

    /** @return an error in the part from {@code start} to before {@code end}; the caller throws it */
    public SyntaxException errorAt(int start, int end, String problem) {
        return new SyntaxException(text, start, end, problem);
    }
}
