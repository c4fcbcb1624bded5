package io.github.pywar.python.project;

import io.github.pywar.base.error.UserException;

/** How often groups or extras may include each other: two includes a level double the work with each level. */
final class ExpansionBudget {

    private static final int MOST = 10_000;
    private static final int DEEPEST = 100;

    private final String what;
    private int used;
    private boolean isSpent;

    /** @param what includes each other, for a message */
    ExpansionBudget(String what) {
        this.what = what;
    }

    /**
     * Counts one more include.
     *
     * @param depth how many are around it
     * @return whether it may be read; after the error, none may
     * @throws UserException once, if it is one too many
     */
    boolean allows(int depth) {
        used++;
        if (!isSpent && (used > MOST || depth > DEEPEST)) {
            isSpent = true;
            throw UserException.of(what + " include each other more than "
                            + (depth > DEEPEST ? DEEPEST + " levels deep" : MOST + " times"))
                    .hint("list what is needed instead of including it again and again");
        }
        return !isSpent;
    }
}
