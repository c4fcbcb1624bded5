package io.github.pywar.base.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.ClientProtocolException;

/**
 * Check of the rate at which the bytes of a response arrive on a connection. After the first minute, the average rate
 * since the first byte must be 16 KB per second. The timeout of the socket does not cover a server that sends one byte
 * now and then. Not safe for several threads.
 */
final class MinimumRate {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final long SLOWEST = 16 << 10;

    private final Clock clock;
    private Instant begin;
    private long count;

    /** @param clock measures the time */
    MinimumRate(Clock clock) {
        this.clock = clock;
    }

    /** Resets the time, which begins with the first byte of the next response. */
    void restart() {
        begin = null;
        count = 0;
    }

    /** @return the same bytes; reading fails if they arrive too slowly */
    InputStream of(InputStream in) {
        return new Paced(in);
    }

    private void arrived(int bytes) throws IOException {
        Instant now = clock.instant();
        begin = begin == null ? now : begin;
        count += bytes;
        Duration time = Duration.between(begin, now);
        if (time.compareTo(FIRST.plusSeconds(count / SLOWEST)) > 0) {
            throw new ClientProtocolException(
                    "the response is too slow: " + count + " bytes in " + time.toSeconds() + " s");
        }
    }

    private final class Paced extends FilterInputStream {

        Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            arrived(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            arrived(Math.max(read, 0));
            return read;
        }
    }
}
