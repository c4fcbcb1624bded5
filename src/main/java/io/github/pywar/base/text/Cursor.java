package io.github.pywar.base.text;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text that moves from its beginning to its end; mutable, for one reader. */
public final class Cursor {

    /** What {@link #peek()} gives at the end. */
    public static final char END = '\0';

    private final String text;
    private int position;

    /** Stands before the first character. */
    public Cursor(String text) {
        this.text = text;
    }

    /** @return how many UTF-16 units lie before the cursor */
    public int position() {
        return position;
    }

    /** Moves, also backwards. */
    public void position(int place) {
        if (place < 0 || place > text.length()) {
            throw new IllegalArgumentException("no place " + place + " in a text of " + text.length());
        }
        position = place;
    }

    /** @return whether nothing is left */
    public boolean atEnd() {
        return position == text.length();
    }

    /** @return the next character, or {@link #END} */
    public char peek() {
        return atEnd() ? END : text.charAt(position);
    }

    /** @return whether the text goes on with exactly this */
    public boolean looksAt(String literal) {
        return text.startsWith(literal, position);
    }

    /** Steps over this text, if it comes next. */
    public boolean accept(String literal) {
        boolean there = looksAt(literal);
        if (there) {
            position += literal.length();
        }
        return there;
    }

    /**
     * Steps over what the pattern matches here. Anchors and look-behind see the whole text.
     *
     * @return what was stepped over; empty, and no step, where the pattern does not match here
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

    /** Steps over spaces and tabs, the only blanks that the packaging grammars know. */
    public void skipBlanks() {
        takeWhile(c -> c == ' ' || c == '\t');
    }

    /** @return what is left, without a step */
    public String rest() {
        return text.substring(position);
    }

    /** @return an error that points here; the caller throws it */
    public SyntaxException error(String problem) {
        return errorAt(position, problem);
    }

    /** @return an error that points at an earlier place; the caller throws it */
    public SyntaxException errorAt(int place, String problem) {
        return new SyntaxException(text, place, problem);
    }
}
