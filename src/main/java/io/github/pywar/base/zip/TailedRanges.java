package io.github.pywar.base.zip;

import java.io.IOException;
import java.util.Arrays;

/** Ranges whose last bytes are in memory; a range that begins before them is read without the part in memory. */
record TailedRanges(ByteRanges source, byte[] tail) implements ByteRanges {

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public long localFrom() throws IOException {
        return size() - tail.length;
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        long tailStart = localFrom();
        if (offset >= tailStart) {
            int from = (int) (offset - tailStart);
            return Arrays.copyOfRange(tail, from, from + length);
        }
        int missing = (int) Math.min(length, tailStart - offset);
        byte[] head = source.read(offset, missing);
        if (missing == length) {
            return head;
        }
        byte[] joined = Arrays.copyOf(head, length);
        System.arraycopy(tail, 0, joined, missing, length - missing);
        return joined;
    }
}
