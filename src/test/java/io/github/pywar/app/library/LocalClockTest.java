package io.github.pywar.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LocalClockTest {

    @Test
    void hasTheZoneAndTheTimeOfTheMachine() {
        Clock clock = new LocalClock();

        Instant before = Instant.now();
        Instant measured = clock.instant();
        assertThat(measured).isBetween(before, Instant.now());
        assertThat(clock.millis()).isGreaterThanOrEqualTo(measured.toEpochMilli());
        assertThat(clock.getZone()).isEqualTo(ZoneId.systemDefault());
        assertThat(clock.withZone(ZoneOffset.ofHours(3)).getZone()).isEqualTo(ZoneOffset.ofHours(3));
    }
}
