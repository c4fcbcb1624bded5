package io.github.pywar.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Fault of one answer of a server. */
enum Fault {
    /** Half of the body, then the end of the connection. */
    TRUNCATED,
    /** Half of the body, then nothing while the client waits. */
    STALLED,
    /** Half of the body, then a reset of the connection (RST). */
    RESET,
    /** The connection ends without an answer. */
    NO_ANSWER,
    /** Content-Length is half of the body. */
    SHORTER_LENGTH,
    /** Content-Length is twice the body. */
    LONGER_LENGTH,
    /** 206 with other bytes than Content-Range names, also to a request without Range. */
    SHIFTED_RANGE,
    /** 206 with the first half of the file, whatever is requested. */
    OTHER_RANGE,
    /** 200 with the complete file. */
    IGNORED_RANGE,
    /** One bit of the body differs. */
    FLIPPED_BIT,
    /** A page with hashes of other files. */
    WRONG_HASHES,
    /** A page of a later version of the index, whose files are other ones, and that the next request does not get. */
    CHANGED,
    STATUS_400,
    STATUS_403,
    STATUS_404,
    STATUS_410,
    /** With Retry-After. */
    STATUS_429,
    STATUS_500,
    STATUS_503,
    /** Redirect to the same URL. */
    CIRCLE,
    /** 200 with a page for browsers. */
    LOGIN_PAGE;

    static final int RETRY_AFTER = 7;

    private static final byte[] LOGIN = "<!doctype html><html><body>Please log in</body></html>".getBytes();

    /** Returns the faults that an answer to such a request can have. */
    static Set<Fault> of(RequestKind kind) {
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        if (kind != RequestKind.PAGE) {
            faults.remove(WRONG_HASHES);
        }
        if (kind == RequestKind.UPLOAD) {
            faults.removeAll(EnumSet.of(SHIFTED_RANGE, OTHER_RANGE, IGNORED_RANGE, FLIPPED_BIT, CHANGED));
        }
        if (kind != RequestKind.RANGED_METADATA) {
            faults.remove(IGNORED_RANGE);
        }
        return faults;
    }

    /** Part of an answer. A status of 206 has the header Content-Range. */
    record Answer(int status, String type, byte[] body, String more) {

        Answer(int status, String type, byte[] body) {
            this(status, type, body, "");
        }

        Answer(int status) {
            this(status, "text/plain", ("status " + status).getBytes());
        }

        void write(OutputStream out, int declared, int sent) throws IOException {
            out.write(("HTTP/1.1 %d Status%nContent-Type: %s%nContent-Length: %d%nConnection: close%n%s%n"
                            .formatted(status, type, declared, more)
                            .replace(System.lineSeparator(), "\r\n"))
                    .getBytes());
            out.write(body, 0, sent);
            out.flush();
        }
    }

    /** Returns the answer with a fault of its content. */
    Answer changed(Answer right, byte[] complete, String path) {
        return switch (this) {
            case SHIFTED_RANGE -> shifted(right, complete);
            case OTHER_RANGE ->
                new Answer(
                        206,
                        right.type(),
                        Arrays.copyOf(complete, complete.length / 2),
                        range(0, complete.length / 2, complete.length));
            case IGNORED_RANGE -> new Answer(200, right.type(), complete);
            case FLIPPED_BIT -> new Answer(right.status(), right.type(), flipped(right.body()), right.more());
            case STATUS_429 -> new Answer(429, "text/plain", new byte[0], "Retry-After: " + RETRY_AFTER + "\n");
            case CIRCLE -> new Answer(302, "text/plain", new byte[0], "Location: " + path + "\n");
            case LOGIN_PAGE -> new Answer(200, "text/html", LOGIN);
            default ->
                name().startsWith("STATUS_")
                        ? new Answer(Integer.parseInt(name().substring("STATUS_".length())))
                        : right;
        };
    }

    static String range(int from, int to, int total) {
        return String.format(Locale.ROOT, "Content-Range: bytes %d-%d/%d%n", from, to - 1, total);
    }

    private static Answer shifted(Answer right, byte[] complete) {
        byte[] other = new byte[right.body().length];
        System.arraycopy(right.body(), 0, other, 1, other.length - 1);
        return new Answer(
                206,
                right.type(),
                other,
                right.status() == 206 ? right.more() : range(0, complete.length, complete.length));
    }

    private static byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
    }
}
