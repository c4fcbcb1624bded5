package io.github.pywar.python.index;

import java.io.IOException;

/** A server does not answer ranges, or answers others than it was asked for. */
final class RangesRefused extends IOException {

    private static final long serialVersionUID = 1L;

    RangesRefused(String message) {
        super(message);
    }
}
