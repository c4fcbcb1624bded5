package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Bounds on the time and the memory of reading any input: no input may hang a build or take all of its memory. */
public final class Effort {

    private static final long MOST_BYTES = 384L << 20;
    /** Bound on computing time. Waiting is not counted, so other work on this machine has no effect. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Effort() {}

    /** Action that reads an input. */
    @FunctionalInterface
    public interface Reading {
        /** Reads the input. */
        void run() throws Exception;
    }

    /** Checks that the reading allocates at most 384 MB and computes for at most 2 s, in the calling thread. */
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
