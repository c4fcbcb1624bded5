package io.github.pywar.python.request;

/** Rule for pre-releases ({@code src/site/markdown/standards.md}, "What is chosen"). */
public enum PrereleaseMode {
    /** A pre-release is chosen only if no final version leads to a solution. */
    LAST,
    /** A pre-release is a version like any other: the newest of all is preferred. */
    ALWAYS,
    /** No pre-release is chosen. */
    NEVER
}
