package io.github.pywar.python.resolve;

/** When a pre-release may be chosen ("Our choices", 1). */
public enum PrereleaseMode {
    /** Behind all finals: only where none of them makes a solution. */
    LAST,
    /** Like any other version: the newest of all comes first. */
    ALWAYS,
    /** Not at all. */
    NEVER
}
