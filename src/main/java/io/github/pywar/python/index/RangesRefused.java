package io.github.pywar.python.index;

import java.io.IOException;

/** A server does not support range requests, or answers with another range. */
final class RangesRefused extends IOException {

    private static final long serialVersionUID = 1L;

    RangesRefused(String message) {
        super(message);
    }
}
