package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTasksTest {

    @Test
    void returnsResultsInTheOrderOfTheInputs() throws IOException {
        CountDownLatch second = new CountDownLatch(1);

        List<String> results = new ParallelTasks(2).map(List.of("a", "b"), input -> {
            if (input.equals("a")) {
                await(second);
            }
            second.countDown();
            return input + "!";
        });

        assertThat(results).containsExactly("a!", "b!");
        assertThat(new ParallelTasks(2).map(List.<String>of(), input -> input)).isEmpty();
    }

    @Test
    void usesTheNumberOfThreads() throws IOException {
        Set<String> threads = new ConcurrentSkipListSet<>();
        CountDownLatch three = new CountDownLatch(3);

        List<Thread> all = new ParallelTasks(3)
                .map(IntStream.range(0, 30).boxed().toList(), input -> {
                    threads.add(Long.toString(Thread.currentThread().getId()));
                    three.countDown();
                    await(three);
                    return Thread.currentThread();
                });

        assertThat(threads).hasSize(3);
        assertThat(all).allMatch(Thread::isDaemon);
    }

    @Test
    void reportsTheFirstFailureInTheOrderOfTheInputs() {
        CountDownLatch second = new CountDownLatch(1);

        assertThatThrownBy(() -> new ParallelTasks(2).map(List.of("a", "b"), input -> {
                    if (input.equals("a")) {
                        await(second);
                    }
                    second.countDown();
                    throw new IOException(input);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("a");
        assertThatThrownBy(() -> new ParallelTasks(2).map(List.of("a"), input -> {
                    throw new IllegalArgumentException(input);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a");
        assertThatThrownBy(() -> new ParallelTasks(2).map(List.of("a"), input -> {
                    throw new AssertionError(input);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a");
    }

    /** A task that is interrupted deletes its partial file, before the caller continues. */
    @Test
    void waitsForInterruptedTasks() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean cleaned = new AtomicBoolean();

        assertThatThrownBy(() -> new ParallelTasks(2).map(List.of("a", "b"), input -> {
                    if (input.equals("a")) {
                        await(started);
                        throw new IOException("failed");
                    }
                    try {
                        started.countDown();
                        new CountDownLatch(1).await();
                    } catch (InterruptedException stopped) {
                        IntStream.range(0, 1000).forEach(i -> Thread.yield());
                        cleaned.set(true);
                    }
                    return input;
                }))
                .hasMessage("failed");

        assertThat(cleaned).isTrue();
    }

    @Test
    void stopsIfTheCallerIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new ParallelTasks(1).map(List.of("a"), input -> {
                    await(new CountDownLatch(1));
                    return input;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException("stopped", stopped);
        }
    }
}
