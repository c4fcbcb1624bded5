package io.github.pywar.base.text;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Error in a text that does not follow its grammar. The message shows the line, with carets below the faulty part:
 *
 * <pre>
 * Not a date: the month is `13` (calendar.txt:4)
 *     2026-13-01
 *          ^^
 * </pre>
 */
public final class SyntaxException extends UserException {

    private static final long serialVersionUID = 1L;
    private static final String INDENT = "    ";

    /** In UTF-16 units; a longer line is cut on both sides of the faulty part. */
    private static final int WIDTH = 100;

    /** From {@code //} to {@code @}, also if it has blanks, which are not valid there. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\n]++[^/\\n]*(?=@)");

    private final String text;
    private final int start;
    private final int end;
    private final String problem;
    private final transient SourceLocation location;

    /**
     * Creates an error at one character.
     *
     * @param text the complete text
     * @param position of the character, in UTF-16 units; the length of the text means its end
     * @param problem what was expected or is wrong, in one line
     */
    public SyntaxException(String text, int position, String problem) {
        this(text, position, position, problem);
    }

    /**
     * Creates an error in a part of the text.
     *
     * @param text the complete text
     * @param start of the faulty part, in UTF-16 units; the length of the text means its end
     * @param end behind the faulty part; one caret is shown if it equals {@code start}
     * @param problem what was expected or is wrong, in one line
     */
    public SyntaxException(String text, int start, int end, String problem) {
        this(text, start, end, problem, null, List.of());
    }

    private SyntaxException(
            String text, int start, int end, String problem, SourceLocation location, List<Hint> hints) {
        super(render(text, start, end, problem, location), hints);
        this.text = text;
        this.start = start;
        this.end = end;
        this.problem = problem;
        this.location = location;
    }

    /** @return the same error with the location of the text, which replaces an earlier one */
    public SyntaxException at(SourceLocation newLocation) {
        return copy(new SyntaxException(text, start, end, problem, newLocation, hints()));
    }

    @Override
    public SyntaxException hint(String hint) {
        return hint(Hint.of(hint));
    }

    @Override
    public SyntaxException hint(Hint hint) {
        List<Hint> more = new ArrayList<>(hints());
        more.add(hint);
        return copy(new SyntaxException(text, start, end, problem, location, more));
    }

    /** @return the complete text */
    public String text() {
        return text;
    }

    /** @return where the faulty part begins, in UTF-16 units */
    public int position() {
        return start;
    }

    /** @return where the faulty part ends, in UTF-16 units; may equal {@link #position()} */
    public int end() {
        return end;
    }

    /** @return what is wrong, without the location, the line and the carets */
    public String problem() {
        return problem;
    }

    /** @return the location of the text, if {@link #at} has set it */
    public Optional<SourceLocation> location() {
        return Optional.ofNullable(location);
    }

    private SyntaxException copy(SyntaxException next) {
        next.setStackTrace(getStackTrace());
        if (getCause() != null) {
            next.initCause(getCause());
        }
        return next;
    }

    private static String render(String text, int start, int end, String problem, SourceLocation location) {
        int at = Math.max(0, Math.min(start, text.length()));
        int from = lineStart(text, at);
        int to = lineEnd(text, at);
        int first = Math.max(from, at - WIDTH / 2);
        int last = Math.min(to, first + WIDTH);
        String before = first > from ? "..." : "";
        String after = last < to ? "..." : "";
        String shown = hidden(text);
        String suffix = location == null ? "" : " (" + location + ")";
        return problem + suffix + "\n"
                + INDENT + before + visible(shown.substring(first, last)) + after + "\n"
                + INDENT + " ".repeat(before.length() + text.codePointCount(first, Math.max(first, at)))
                + carets(text, at, Math.min(end, last));
    }

    /** A part that ends in a later line is marked to the end of its first line. */
    private static String carets(String text, int from, int to) {
        return "^".repeat(to <= from ? 1 : text.codePointCount(from, to));
    }

    /** The shown part of the text may begin or end within a password: so it is replaced before, star by character. */
    private static String hidden(String text) {
        StringBuilder shown = new StringBuilder(text);
        Matcher found = USER_INFO.matcher(text);
        while (found.find()) {
            shown.replace(found.start(), found.end(), "*".repeat(found.end() - found.start()));
        }
        return shown.toString();
    }

    /** A line break at the position itself belongs to the line that it ends. */
    private static int lineStart(String text, int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static String visible(String line) {
        StringBuilder shown = new StringBuilder(line);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                shown.setCharAt(i, '?');
            }
        }
        return shown.toString();
    }
}
