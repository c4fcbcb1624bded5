package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UpdatePolicyTest {

    private final TestClock clock = TestClock.at("2026-03-01T23:30:00Z");

    @Test
    void appliesMavensUpdatePolicies() {
        assertThat(isFresh("always", Duration.ZERO)).isFalse();
        assertThat(isFresh("never", Duration.ofDays(9999))).isTrue();
        assertThat(isFresh("interval:30", Duration.ofMinutes(29))).isTrue();
        assertThat(isFresh("interval:30", Duration.ofMinutes(30))).isFalse();
        assertThat(isFresh("daily", Duration.ofHours(23))).isTrue();
        assertThat(isFresh("daily", Duration.ofHours(24))).isFalse();
        clock.pass(Duration.ofMinutes(31));
        assertThat(isFresh("daily", Duration.ofHours(1))).isFalse();
    }

    @Test
    void treatsAPageFromTheFutureAsStale() {
        assertThat(isFresh("interval:30", Duration.ofMinutes(-1))).isFalse();
    }

    @Test
    void refusesAnUnknownPolicy() {
        assertThatThrownBy(() -> UpdatePolicy.parse("hourly"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Unknown update policy: `hourly`\nhint: use `always`, `daily`, `interval:MINUTES` or `never`");
    }

    private boolean isFresh(String policy, Duration age) {
        Instant read = clock.instant().minus(age);
        return UpdatePolicy.parse(" " + policy).isFresh(read, clock);
    }
}
