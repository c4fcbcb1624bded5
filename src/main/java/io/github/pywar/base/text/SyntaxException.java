package io.github.pywar.base.text;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that does not follow its grammar, told with the line and a caret below the place:
 *
 * <pre>
 * Not a requirement: expected a version after `&gt;=` (requirements.txt:4)
 *     flask&gt;=
 *            ^
 * </pre>
 */
public final class SyntaxException extends UserException {

    private static final long serialVersionUID = 1L;
    private static final String INDENT = "    ";
    private static final int WIDTH = 100;

    /** What stands between {@code //} and {@code @}, with the spaces and the like that should not. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\n]++[^/\\n]*(?=@)");

    private final String text;
    private final int position;
    private final String problem;
    private final transient SourceLocation location;

    /**
     * @param text the whole text that was read
     * @param position where it stopped making sense, in UTF-16 units; the text's length means its end
     * @param problem what was expected or is wrong, in one line
     */
    public SyntaxException(String text, int position, String problem) {
        this(text, position, problem, null, List.of());
    }

    private SyntaxException(String text, int position, String problem, SourceLocation location, List<String> hints) {
        super(render(text, position, problem, location), hints);
        this.text = text;
        this.position = position;
        this.problem = problem;
        this.location = location;
    }

    /** @return the same error, telling where the text came from; an earlier place is replaced */
    public SyntaxException at(SourceLocation place) {
        return copy(new SyntaxException(text, position, problem, place, hints()));
    }

    @Override
    public SyntaxException hint(String hint) {
        List<String> more = new ArrayList<>(hints());
        more.add(hint);
        return copy(new SyntaxException(text, position, problem, location, more));
    }

    /** @return the whole text that was read */
    public String text() {
        return text;
    }

    /** @return where it stopped making sense, in UTF-16 units */
    public int position() {
        return position;
    }

    /** @return what is wrong, without the place, the line and the caret */
    public String problem() {
        return problem;
    }

    /** @return where the text came from, once {@link #at} has told it */
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

    private static String render(String text, int position, String problem, SourceLocation location) {
        int at = Math.max(0, Math.min(position, text.length()));
        int from = lineStart(text, at);
        int to = lineEnd(text, at);
        int first = Math.max(from, at - WIDTH / 2);
        int last = Math.min(to, first + WIDTH);
        String before = first > from ? "..." : "";
        String after = last < to ? "..." : "";
        String shown = hidden(text);
        String place = location == null ? "" : " (" + location + ")";
        return problem + place + "\n"
                + INDENT + before + visible(shown.substring(first, last)) + after + "\n"
                + INDENT + " ".repeat(before.length() + text.codePointCount(first, Math.max(first, at))) + "^";
    }

    /** The part of the text that is shown may begin or end within a password: it is hidden before, star by letter. */
    private static String hidden(String text) {
        return USER_INFO
                .matcher(text)
                .replaceAll(found -> "*".repeat(found.group().length()));
    }

    /** A line break at the very place belongs to the line that it ends. */
    private static int lineStart(String text, int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static String visible(String line) {
        StringBuilder shown = new StringBuilder();
        line.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }
}
