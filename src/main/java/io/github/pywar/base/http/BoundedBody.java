package io.github.pywar.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.HttpEntity;

/** Body of a response; reading fails if it is larger or slower than the request allows. */
final class BoundedBody extends InputStream {

    private static final int SHORT_REST = 64 << 10;
    private static final long SLOWEST = 16 << 10;

    private final InputStream in;
    private final HttpRequest request;
    private final URI end;
    private final Clock clock;
    private final Instant begin;
    private long count;
    private boolean atEnd;
    private IOException failure;

    BoundedBody(HttpEntity entity, HttpRequest request, URI end, Clock clock) throws IOException {
        this.in = entity == null ? InputStream.nullInputStream() : entity.getContent();
        this.atEnd = entity == null;
        this.request = request;
        this.end = end;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** @return the failure of the connection, if any; failures of the reader are not included */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    long count() {
        return count;
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** Reads a short rest to the end, which costs less than a new connection; the rest may exceed the limit. */
    void skipShortRest() throws IOException {
        readNBytes((int) Math.min(SHORT_REST, Math.max(0, request.limit() - count)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (atEnd || length == 0) {
            return atEnd ? -1 : 0;
        }
        try {
            int read = in.read(buffer, offset, length);
            atEnd = read < 0;
            count += Math.max(read, 0);
            check();
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private void check() throws HttpFailure {
        if (count > request.limit()) {
            throw new HttpFailure(end, "the response is longer than the limit of " + request.limit() + " bytes", null);
        }
        Duration time = Duration.between(begin, clock.instant());
        if (time.compareTo(request.patience().plusSeconds(count / SLOWEST)) > 0) {
            String soFar = count + " bytes in " + time.toSeconds() + " s";
            throw new HttpFailure(end, "the response is too slow: " + soFar, null);
        }
    }
}
