package io.github.pywar.python.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Results that are computed once for concurrent callers with the same key. Failures are not kept.
 *
 * @param <K> the key
 * @param <V> the result
 */
final class SingleFlight<K, V> {

    /** Computation of a result. */
    @FunctionalInterface
    interface Work<V> extends Callable<V> {
        @Override
        V call() throws IOException;
    }

    private final ConcurrentMap<K, FutureTask<V>> results = new ConcurrentHashMap<>();
    private final boolean isCaching;

    private SingleFlight(boolean isCaching) {
        this.isCaching = isCaching;
    }

    /** @return a map that keeps all results */
    static <K, V> SingleFlight<K, V> caching() {
        return new SingleFlight<>(true);
    }

    /** @return a map that shares a result among its concurrent callers, and then drops it */
    static <K, V> SingleFlight<K, V> sharing() {
        return new SingleFlight<>(false);
    }

    V get(K key, Work<V> work) throws IOException {
        FutureTask<V> mine = new FutureTask<>(work);
        FutureTask<V> first = results.putIfAbsent(key, mine);
        FutureTask<V> task = first == null ? mine : first;
        if (task == mine) {
            mine.run();
        }
        boolean isDone = false;
        try {
            V result = task.get();
            isDone = true;
            return result;
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a response");
        } finally {
            if (task == mine && !(isDone && isCaching)) {
                results.remove(key, mine);
            }
        }
    }

    private static IOException rethrow(Throwable cause) {
        if (cause instanceof RuntimeException) {
            throw (RuntimeException) cause;
        }
        if (cause instanceof Error) {
            throw (Error) cause;
        }
        return (IOException) cause;
    }
}
