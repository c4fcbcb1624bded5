package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.List;

/**
 * Something went wrong that a person can mend: what could not be done, the literal in backticks, where it came from,
 * the facts, and one hint for each action that is likely to help. It is shown without a stack trace.
 */
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final List<String> hints;

    /**
     * @param what what could not be done and why; may have several lines
     * @param hints one action each, in the order of likely help; may be empty
     */
    public UserException(String what, List<String> hints) {
        super(render(what, hints));
        this.what = what;
        this.hints = new ArrayList<>(hints);
    }

    /** @return an error without hints */
    public static UserException of(String what) {
        return new UserException(what, List.of());
    }

    /** @return the same error with one more hint after those it has */
    public UserException hint(String hint) {
        List<String> more = new ArrayList<>(hints);
        more.add(hint);
        UserException next = new UserException(what, more);
        next.setStackTrace(getStackTrace());
        if (getCause() != null) {
            next.initCause(getCause());
        }
        return next;
    }

    /** @return the same error with one more fact: which file, for example, or which place in it */
    public UserException fact(String fact) {
        UserException next = new UserException(what + "\n    " + fact, hints);
        next.initCause(this);
        return next;
    }

    /** @return the text without the hints */
    public String what() {
        return what;
    }

    /** @return the hints, without the word {@code hint:} */
    public List<String> hints() {
        return List.copyOf(hints);
    }

    private static String render(String what, List<String> hints) {
        StringBuilder text = new StringBuilder(what);
        hints.forEach(hint -> text.append("\nhint: ").append(hint));
        return text.toString();
    }
}
