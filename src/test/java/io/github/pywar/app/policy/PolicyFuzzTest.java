package io.github.pywar.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.time.Instant;

class PolicyFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @FuzzTarget
    void readsLimits(FuzzInput input) throws Exception {
        input.read(() -> assertThat(UploadLimit.parse(input.text(), NOW)).isNotNull());
    }
}
