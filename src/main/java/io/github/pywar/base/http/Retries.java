package io.github.pywar.base.http;

import java.time.Duration;

/**
 * How often a request is asked again after a 5xx, 408 or 429, or a broken connection, and how long it waits before.
 *
 * @param times how often again; 0: never
 * @param first how long before the first time; each later time twice as long
 * @param pause what waits
 */
public record Retries(int times, Duration first, Pause pause) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** @return waits of 0.2 s, 0.4 s, 0.8 s … */
    public static Retries of(int times) {
        return new Retries(times, Duration.ofMillis(200), Pause.SLEEP);
    }

    /** Waits before the given try; the first again is 1. A server's own wish counts, up to half a minute. */
    void await(int again, Duration wish) throws InterruptedException {
        Duration own = first.multipliedBy(1L << Math.min(again - 1, 20));
        Duration longer = own.compareTo(wish) > 0 ? own : wish;
        pause.pause(longer.compareTo(LONGEST) > 0 ? LONGEST : longer);
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {

        /** The real one. */
        Pause SLEEP = time -> Thread.sleep(time.toMillis());

        /** Returns after that time. */
        void pause(Duration time) throws InterruptedException;
    }
}
