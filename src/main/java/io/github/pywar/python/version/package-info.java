/**
 * Versions, version specifiers and ranges of versions (PEP 440; "Version specifiers"). Every version has a sort key of
 * bytes, and a range is a sorted list of cuts between such keys.
 */
package io.github.pywar.python.version;
