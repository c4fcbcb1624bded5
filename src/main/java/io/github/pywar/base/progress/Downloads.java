package io.github.pywar.base.progress;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Count, size and rate of the downloads of one task. On a terminal, one line shows them and is rewritten. Elsewhere, each
 * download of more than a second has a line of its own. Safe for several threads.
 */
public final class Downloads {

    /** Where the lines appear. */
    public interface Output {

        /** Returns whether {@link #rewrite} shows a line that a later call replaces. */
        boolean rewrites();

        /** Shows that line in place of the last one; an empty text removes it. */
        void rewrite(String line);

        /** Prints a line that remains. */
        void line(String text);
    }

    private static final long SECOND = 1_000_000_000L;
    private static final long BETWEEN_LINES = SECOND / 10;
    private static final double MEGABYTE = 1_000_000;
    private static final double KILOBYTE = 1_000;

    private final Output output;
    private final LongSupplier clock;

    private int begun;
    private int complete;
    private int active;
    private long expected;
    private long received;
    private long busy;
    private long since;
    private long rewritten;
    private boolean isShown;

    /** @param clock time in nanoseconds, as {@link System#nanoTime} */
    public Downloads(Output output, LongSupplier clock) {
        this.output = output;
        this.clock = clock;
    }

    /** Begins a download as {@link Progress#transfer} does. */
    public Progress.Transfer begin(String from, String name, long bytes) {
        return new Download(from, name, bytes);
    }

    /** Removes the rewritten line, before other text appears. */
    public synchronized void pause() {
        if (isShown) {
            output.rewrite("");
            isShown = false;
        }
    }

    /** Prints the sum of the downloads since the last call, unless some are still running. */
    public synchronized void finish() {
        if (active > 0) {
            return;
        }
        pause();
        if (complete > 0) {
            output.line("Downloaded " + packages(complete) + ", " + size(received) + " in " + seconds(busy)
                    + rate(received, busy));
        }
        begun = 0;
        complete = 0;
        expected = 0;
        received = 0;
        busy = 0;
    }

    private synchronized void start(long bytes) {
        long now = clock.getAsLong();
        if (active++ == 0) {
            since = now;
        }
        begun++;
        expected += Math.max(0, bytes);
        show(now);
    }

    private synchronized void add(long bytes) {
        received += bytes;
        show(clock.getAsLong());
    }

    /** @param lost bytes that were announced, and that a failed download does not bring */
    private synchronized void end(boolean isComplete, long arrived, long lost) {
        long now = clock.getAsLong();
        if (--active == 0) {
            busy += now - since;
        }
        expected -= lost;
        if (isComplete) {
            complete++;
        } else {
            begun--;
            received -= arrived;
        }
        show(now);
    }

    private void show(long now) {
        if (!output.rewrites() || isShown && now - rewritten < BETWEEN_LINES) {
            return;
        }
        rewritten = now;
        isShown = true;
        long duration = busy + (active > 0 ? now - since : 0);
        String size = expected > received ? size(received) + " of " + size(expected) : size(received);
        output.rewrite("Downloading: " + complete + " of " + packages(begun) + ", " + size + rate(received, duration));
    }

    private static String packages(int count) {
        return count + (count == 1 ? " package" : " packages");
    }

    private static String size(long bytes) {
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%.0f kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", (double) nanos / SECOND);
    }

    /** A rate of less than a tenth of a second is noise. */
    private static String rate(long bytes, long nanos) {
        return nanos < BETWEEN_LINES ? "" : " (" + size(Math.round((double) bytes * SECOND / nanos)) + "/s)";
    }

    /** One download. */
    private final class Download implements Progress.Transfer {

        private final String from;
        private final String name;
        private final long bytes;
        private final long begin = clock.getAsLong();

        private long arrived;
        private boolean isComplete;

        Download(String from, String name, long bytes) {
            this.from = from;
            this.name = name;
            this.bytes = bytes;
            start(bytes);
        }

        @Override
        public synchronized void advance(long more) {
            arrived += more;
            add(more);
        }

        @Override
        public synchronized void done() {
            isComplete = true;
        }

        @Override
        public synchronized void close() {
            end(isComplete, arrived, isComplete ? 0 : Math.max(0, bytes));
            long duration = clock.getAsLong() - begin;
            if (isComplete && duration > SECOND && !output.rewrites()) {
                output.line("Downloaded " + name + " from " + from + ": " + size(arrived) + " in " + seconds(duration)
                        + rate(arrived, duration));
            }
        }
    }
}
