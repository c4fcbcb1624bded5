package io.github.pywar.base.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.ClientProtocolException;

/**
 * How fast the bytes of one answer arrive on a connection: after its first minute, an answer must have come with 16 KB a
 * second since its first byte. A server that sends a byte now and then is never silent, so that no timeout of a socket
 * ends the wait. Not safe for several threads.
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

    /** A request is sent: the time begins anew with the first byte of its answer. */
    void restart() {
        begin = null;
        count = 0;
    }

    /** @return the same bytes; reading fails when they arrive too slowly */
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
                    "the answer is too slow: " + count + " bytes in " + time.toSeconds() + " s");
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
