package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One GET. A response is refused when it is larger than {@code limit} or slower than {@code patience} plus a second
 * for every 16 KB of it.
 *
 * @param uri what to read; may hold a user and password, which are sent to its host only and never printed
 * @param headers sent besides those that every request has
 * @param limit the largest response that is read, in bytes (once decompressed)
 * @param patience how long a response may take before bytes count, from the first to the last of it
 * @param isVerbatim whether the bytes must come as they lie on the server, without any compression on the way
 */
public record HttpRequest(URI uri, Map<String, String> headers, long limit, Duration patience, boolean isVerbatim) {

    private static final long DEFAULT_LIMIT = 64L << 20;
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    public HttpRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** @return a request for at most 64 MB within a minute */
    public static HttpRequest of(URI uri) {
        return new HttpRequest(uri, Map.of(), DEFAULT_LIMIT, DEFAULT_PATIENCE, false);
    }

    /** @return this with one header more, or another value for it */
    public HttpRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(uri, more, limit, patience, isVerbatim);
    }

    /** @return this with another largest size, in bytes */
    public HttpRequest limit(long bytes) {
        return new HttpRequest(uri, headers, bytes, patience, isVerbatim);
    }

    /** @return this with another patience */
    public HttpRequest patience(Duration time) {
        return new HttpRequest(uri, headers, limit, time, isVerbatim);
    }

    /** @return this, asking for bytes as they lie on the server */
    public HttpRequest verbatim() {
        return new HttpRequest(uri, headers, limit, patience, true);
    }

    /** @return the URL without passwords, for messages */
    public String shown() {
        return Credentials.redact(uri.toString());
    }
}
