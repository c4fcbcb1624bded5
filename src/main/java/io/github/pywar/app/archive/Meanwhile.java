package io.github.pywar.app.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ForkJoinTask;

/**
 * Result that another thread computes while the caller goes on, in the fork-join pool of the calling thread.
 *
 * @param <T> the result
 */
final class Meanwhile<T> {

    /** Computation of a result. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private final ForkJoinTask<T> task;

    private Meanwhile(ForkJoinTask<T> task) {
        this.task = task;
    }

    static <T> Meanwhile<T> start(Work<T> work) {
        return new Meanwhile<>(ForkJoinTask.adapt(() -> run(work)).fork());
    }

    private static <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the result, or throws the failure of its computation. */
    T result() throws IOException {
        try {
            return task.join();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
