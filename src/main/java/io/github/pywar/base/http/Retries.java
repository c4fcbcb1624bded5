package io.github.pywar.base.http;

import java.time.Duration;

/**
 * Number and delays of the retries after a 5xx, 408 or 429, or a broken connection.
 *
 * @param times the number of retries; 0: none
 * @param first the delay before the first retry, which doubles for each later one
 * @param pause waits
 */
public record Retries(int times, Duration first, Pause pause) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** @return retries with delays of 0.2 s, 0.4 s, 0.8 s ... */
    public static Retries of(int times) {
        return new Retries(times, Duration.ofMillis(200), Pause.SLEEP);
    }

    /** @return the same retries, with another way to wait */
    public Retries pausing(Pause other) {
        return new Retries(times, first, other);
    }

    /** Waits before a retry, of which the first is 1. A longer Retry-After delay is used, up to half a minute. */
    void await(int retry, Duration retryAfter) throws InterruptedException {
        Duration own = first.multipliedBy(1L << Math.min(retry - 1, 20));
        Duration longer = own.compareTo(retryAfter) > 0 ? own : retryAfter;
        pause.pause(longer.compareTo(LONGEST) > 0 ? LONGEST : longer);
    }

    /** Waits; tests replace it. */
    @FunctionalInterface
    public interface Pause {

        /** Sleeps. */
        Pause SLEEP = time -> Thread.sleep(time.toMillis());

        /** Returns after that time. */
        void pause(Duration time) throws InterruptedException;
    }
}
