package io.github.pywar.app.library;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Clock of this machine. It reads the time zone only if one is needed: Java opens all files of the class path to find the
 * rules of a zone, and only the update policy {@code daily} needs it.
 */
final class LocalClock extends Clock {

    private final Clock utc = Clock.systemUTC();

    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return utc.withZone(zone);
    }

    @Override
    public Instant instant() {
        return utc.instant();
    }

    @Override
    public long millis() {
        return utc.millis();
    }
}
