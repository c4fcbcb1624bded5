package io.github.pywar.base.http;

import io.github.pywar.testing.TestIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Test server with configured faults, and a client whose retries do not wait. */
abstract class HttpFixture {

    static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8);
    static final String NAME = "demo-1.0.tar.gz";
    final List<Duration> pauses = new ArrayList<>();
    final Retries retries = new Retries(3, Duration.ofSeconds(1), pauses::add);
    TestIndex index;

    @BeforeEach
    void serve() {
        index = TestIndex.start().add(NAME, CONTENT);
    }

    @AfterEach
    void end() {
        index.close();
    }

    Http.Builder http() {
        return Http.builder().retries(retries);
    }

    static byte[] zip() {
        return new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    }
}
