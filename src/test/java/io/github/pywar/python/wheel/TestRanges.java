package io.github.pywar.python.wheel;

import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;

/** Ranges with a tail in memory. */
final class TestRanges {

    private TestRanges() {}

    /** @return the same ranges, with the last {@code length} bytes (or all, if there are fewer) in memory */
    static ByteRanges withTail(ByteRanges source, int length) throws IOException {
        long size = source.size();
        int tail = (int) Math.min(size, length);
        return ByteRanges.withTail(source, source.read(size - tail, tail));
    }
}
