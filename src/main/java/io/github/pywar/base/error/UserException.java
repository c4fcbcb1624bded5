package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An error that the user can fix: what could not be done, the literal in backticks, where it came from, the facts, and
 * one hint for each action that is likely to help. It is shown without a stack trace.
 */
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final List<Hint> hints;

    /**
     * Creates an error.
     *
     * @param what what could not be done and why; may have several lines
     * @param hints one action each, the most likely one first; may be empty
     */
    public UserException(String what, List<Hint> hints) {
        super(Hint.append(what, hints, Map.of()));
        this.what = what;
        this.hints = new ArrayList<>(hints);
    }

    /** @return an error without hints */
    public static UserException of(String what) {
        return new UserException(what, List.of());
    }

    /** @return the same error with one more hint at the end */
    public UserException hint(String text) {
        return hint(Hint.of(text));
    }

    /** @return the same error with one more hint at the end, whose text depends on the caller */
    public final UserException hint(Hint.Kind kind, String... values) {
        return hint(Hint.of(kind, values));
    }

    /** @return the same error with one more hint at the end */
    public UserException hint(Hint hint) {
        List<Hint> more = new ArrayList<>(hints);
        more.add(hint);
        UserException next = new UserException(what, more);
        next.setStackTrace(getStackTrace());
        if (getCause() != null) {
            next.initCause(getCause());
        }
        return next;
    }

    /** @return the same error with one more fact, for example the name of the file */
    public UserException fact(String fact) {
        UserException next = new UserException(what + "\n    " + fact, hints);
        next.initCause(this);
        return next;
    }

    /** @return the text without the hints */
    public String what() {
        return what;
    }

    /** @return the hints, the most likely one first */
    public List<Hint> hints() {
        return List.copyOf(hints);
    }
}
