package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Response of a server: 2xx, 304, or an error that the caller handles (404, 410, 416 ...). Refused authentication and
 * failures are exceptions instead.
 *
 * @param uri the URL after all redirects; relative URLs in the body are relative to it
 * @param status the status code
 * @param headers by name, ignoring case; the first value of each
 * @param body limited as the request declares; valid only while the response is handled
 */
public record HttpResponse(URI uri, int status, Map<String, String> headers, InputStream body) {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    public HttpResponse {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** @return the URL without passwords and keys, for messages */
    public String shown() {
        return Credentials.redact(uri.toString());
    }

    /** @return the first value of a header */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @return the length in bytes that the server declares; -1 if it declares none, or if it is not a number */
    public long length() {
        String length = headers.getOrDefault("Content-Length", "");
        return LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
    }

    /** @return whether the status is 2xx */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** @return whether the server has no such file: 404 or 410 */
    public boolean isMissing() {
        return status == 404 || status == 410;
    }

    /** @return the complete body */
    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }

    /** Handler of a response; called again with a new response if the connection breaks. */
    @FunctionalInterface
    public interface Handler<T> {

        /** @param response valid only during this call */
        T handle(HttpResponse response) throws IOException;
    }
}
