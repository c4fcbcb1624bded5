package io.github.pywar.python.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Answers that are worked out once, whoever asks how often at the same time; failures are worked out again. */
final class SingleFlight<K, V> {

    /** How to work an answer out. */
    @FunctionalInterface
    interface Work<V> {
        V answer() throws IOException;
    }

    private final ConcurrentMap<K, FutureTask<V>> answers = new ConcurrentHashMap<>();
    private final boolean isKeeping;

    private SingleFlight(boolean isKeeping) {
        this.isKeeping = isKeeping;
    }

    /** @return a memory of all answers */
    static <K, V> SingleFlight<K, V> keeping() {
        return new SingleFlight<>(true);
    }

    /** @return answers that are shared by those who ask while they are worked out, and then forgotten */
    static <K, V> SingleFlight<K, V> forgetting() {
        return new SingleFlight<>(false);
    }

    V get(K key, Work<V> work) throws IOException {
        FutureTask<V> mine = new FutureTask<>(work::answer);
        FutureTask<V> first = answers.putIfAbsent(key, mine);
        FutureTask<V> task = first == null ? mine : first;
        if (task == mine) {
            mine.run();
        }
        boolean answered = false;
        try {
            V answer = task.get();
            answered = true;
            return answer;
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        } finally {
            if (task == mine && !(answered && isKeeping)) {
                answers.remove(key, mine);
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
