package io.github.pywar.python.wheel;

import java.io.IOException;
import java.util.Arrays;

/** Ranges whose last bytes are at hand; what reaches before them is fetched without fetching the tail again. */
record TailedRanges(ByteRanges source, byte[] tail) implements ByteRanges {

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public long atHandFrom() throws IOException {
        return size() - tail.length;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        long tailStart = atHandFrom();
        if (offset >= tailStart) {
            int from = (int) (offset - tailStart);
            return Arrays.copyOfRange(tail, from, from + length);
        }
        int missing = (int) Math.min(length, tailStart - offset);
        byte[] head = source.read(offset, missing);
        if (missing == length) {
            return head;
        }
        byte[] whole = Arrays.copyOf(head, length);
        System.arraycopy(tail, 0, whole, missing, length - missing);
        return whole;
    }
}
