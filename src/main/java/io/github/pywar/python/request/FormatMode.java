package io.github.pywar.python.request;

/** Formats of the files that may be chosen for a package. */
public enum FormatMode {
    /** A wheel, or a source distribution if no wheel fits. */
    ANY,
    /** Wheels only, as with {@code --only-binary}. */
    WHEELS,
    /** Source distributions only, as with {@code --no-binary}. */
    SOURCE
}
