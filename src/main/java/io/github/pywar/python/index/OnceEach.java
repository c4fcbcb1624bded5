package io.github.pywar.python.index;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Answers that are worked out once, whoever asks how often at the same time; failures are worked out again. */
final class OnceEach<K, V> {

    /** How to work an answer out. */
    @FunctionalInterface
    interface Work<K, V> {
        V answer(K key) throws IOException;
    }

    private final ConcurrentMap<K, FutureTask<V>> answers = new ConcurrentHashMap<>();
    private final Work<K, V> work;

    OnceEach(Work<K, V> work) {
        this.work = work;
    }

    V get(K key) throws IOException {
        FutureTask<V> mine = new FutureTask<>(() -> work.answer(key));
        FutureTask<V> first = answers.putIfAbsent(key, mine);
        FutureTask<V> task = first == null ? mine : first;
        if (task == mine) {
            mine.run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            answers.remove(key, task);
            throw rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for an answer");
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
