package io.github.pywar.python.wheel;

import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;

/** A source of bytes of which the end is there already. */
final class TestRanges {

    private TestRanges() {}

    /** @return the same, with the last {@code length} bytes (or all, if there are fewer) read at once, now */
    static ByteRanges withTail(ByteRanges source, int length) throws IOException {
        long size = source.size();
        int tail = (int) Math.min(size, length);
        return ByteRanges.withTail(source, source.read(size - tail, tail));
    }
}
