package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GET request. A response is refused if it is larger than {@code limit}, or takes longer than {@code patience} plus one
 * second per 16 KB.
 *
 * @param uri the URL; a user and password in it are sent to its host only and never printed
 * @param headers in addition to those of every request
 * @param limit the largest size of the decompressed response, in bytes
 * @param patience the time that a small response may take
 * @param isVerbatim whether the bytes must come as the server stores them, without compression on the way
 * @param expected size of the response in bytes that a page has declared; 0 if it is not known. It only helps to choose a cipher
 */
public record HttpRequest(
        URI uri, Map<String, String> headers, long limit, Duration patience, boolean isVerbatim, long expected) {

    private static final long DEFAULT_LIMIT = 64L << 20;
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    public HttpRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** @return a request for at most 64 MB within a minute */
    public static HttpRequest of(URI uri) {
        return new HttpRequest(uri, Map.of(), DEFAULT_LIMIT, DEFAULT_PATIENCE, false, 0);
    }

    /** @return the same request with a header, which replaces an earlier value */
    public HttpRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(uri, more, limit, patience, isVerbatim, expected);
    }

    /** @return the same request with another limit, in bytes */
    public HttpRequest limit(long bytes) {
        return new HttpRequest(uri, headers, bytes, patience, isVerbatim, expected);
    }

    /** @return the same request with another patience */
    public HttpRequest patience(Duration time) {
        return new HttpRequest(uri, headers, limit, time, isVerbatim, expected);
    }

    /** @return the same request for the bytes as the server stores them */
    public HttpRequest verbatim() {
        return new HttpRequest(uri, headers, limit, patience, true, expected);
    }

    /** @return the same request for a response of that declared size, in bytes */
    public HttpRequest expecting(long bytes) {
        return new HttpRequest(uri, headers, limit, patience, isVerbatim, bytes);
    }

    /** @return the URL without passwords, for messages */
    public String shown() {
        return Credentials.redact(uri.toString());
    }
}
