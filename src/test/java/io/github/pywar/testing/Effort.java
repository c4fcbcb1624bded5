package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a reader may cost, whatever it reads: no input may hang a build or take all of its memory. */
public final class Effort {

    private static final long MOST_BYTES = 256L << 20;
    /** Of computing, not of waiting: other work on this machine does not count. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Effort() {}

    /** Something that reads an input. */
    @FunctionalInterface
    public interface Reading {
        /** Reads it. */
        void run() throws Exception;
    }

    /** Fails if the reading allocates more than 256 MB, or computes for more than 2 s, in the calling thread. */
    public static void assertBounded(Supplier<String> input, Reading reading) throws Exception {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();
        reading.run();
        long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
        long computed = THREADS.getCurrentThreadCpuTime() - nanos;
        if (allocated > MOST_BYTES || computed > MOST_NANOS) {
            assertThat(input.get())
                    .as("%d bytes allocated, %d ns computed", allocated, computed)
                    .isEmpty();
        }
    }
}
