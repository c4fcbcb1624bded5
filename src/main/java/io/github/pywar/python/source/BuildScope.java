package io.github.pywar.python.source;

import java.util.Locale;

/** Extent to which wheels of a package are built from source code. */
public enum BuildScope {
    /** Nothing is built. */
    NONE,
    /** A wheel is built if it fits every platform ({@code none-any}). */
    PURE,
    /** A wheel with compiled code is built as well. */
    NATIVE;

    /** Returns the value in a declaration. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
