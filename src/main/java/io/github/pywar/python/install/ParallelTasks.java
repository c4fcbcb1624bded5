package io.github.pywar.python.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The same work for many things, several at a time; the first failure, in their order, ends it. */
record ParallelTasks(int atOnce) {

    private static final int SECONDS_TO_STOP = 30;

    /** Work that may fail with the disk or the network. */
    @FunctionalInterface
    interface Work<A, B> {
        B apply(A thing) throws IOException;
    }

    <A, B> List<B> map(Collection<A> things, Work<A, B> work) throws IOException {
        if (things.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(things.size(), atOnce), ParallelTasks::thread);
        try {
            List<Future<B>> futures = new ArrayList<>();
            things.forEach(thing -> futures.add(pool.submit(() -> work.apply(thing))));
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            stop(pool);
        }
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
            if (e.getCause() instanceof IOException broken) {
                throw broken;
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

    /** What still runs cleans up after itself, and does so before the caller goes on. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
