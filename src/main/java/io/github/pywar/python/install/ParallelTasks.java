package io.github.pywar.python.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runner of one function for many inputs, several at the same time. The first failure, in the order of the inputs, ends it.
 *
 * @param atOnce number of threads
 */
public record ParallelTasks(int atOnce) {

    private static final int SECONDS_TO_STOP = 30;

    /** Function that reads files or the network. */
    @FunctionalInterface
    public interface Work<A, B> {

        /** Returns the result for one input. */
        B apply(A input) throws IOException;
    }

    /** Returns the results, in the order of the inputs. */
    public <A, B> List<B> map(Collection<A> inputs, Work<A, B> work) throws IOException {
        if (inputs.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(inputs.size(), atOnce), ParallelTasks::thread);
        try {
            List<Future<B>> futures = new ArrayList<>();
            for (A input : inputs) {
                futures.add(pool.submit(() -> work.apply(input)));
            }
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            stop(pool);
        }
    }

    /**
     * Work that has begun in a thread of its own.
     *
     * @param future its result
     */
    public record Started<B>(Future<B> future) {

        /** Waits for the result. */
        public B result() throws IOException {
            return ParallelTasks.result(future);
        }
    }

    /** Starts work in a thread of its own. If nothing waits for its result, it ends with this process at the latest. */
    public static <B> Started<B> start(Callable<B> work) {
        FutureTask<B> task = new FutureTask<>(work);
        thread(task).start();
        return new Started<>(task);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pywar-fetch");
        thread.setDaemon(true);
        return thread;
    }

    private static <B> B result(Future<B> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Interrupts running tasks and waits for them: they delete their partial files before the caller continues. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
