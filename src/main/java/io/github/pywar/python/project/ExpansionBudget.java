package io.github.pywar.python.project;

import io.github.pywar.base.error.UserException;

/** Limit for groups or extras that include each other: two includes on each level double the work with each level. */
final class ExpansionBudget {

    private static final int MAX_INCLUDES = 10_000;
    private static final int MAX_DEPTH = 100;

    private final String subject;
    private int used;
    private boolean isExceeded;

    /** @param subject the subject of the error message, in the plural */
    ExpansionBudget(String subject) {
        this.subject = subject;
    }

    /**
     * Counts one more include.
     *
     * @param depth number of including groups or extras
     * @return whether the include may be read; always false after the error
     * @throws UserException at the first include beyond a limit
     */
    boolean allows(int depth) {
        used++;
        if (!isExceeded && (used > MAX_INCLUDES || depth > MAX_DEPTH)) {
            isExceeded = true;
            throw UserException.of(subject + " include each other more than "
                            + (depth > MAX_DEPTH ? MAX_DEPTH + " levels deep" : MAX_INCLUDES + " times"))
                    .hint("list the requirements directly instead of including groups or extras repeatedly");
        }
        return !isExceeded;
    }
}
