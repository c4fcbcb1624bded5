package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server answered: 2xx, 304, or a refusal that the caller decides about (404, 410, 416 …). Refused
 * authentication and failures never become one.
 *
 * @param uri where it came from in the end, after redirects; relative URLs in it stand against this one
 * @param status the status code
 * @param headers by name, whatever its case; the first value of each
 * @param body to be read while the response is handled, bounded as the request says; not to be kept
 */
public record HttpResponse(URI uri, int status, Map<String, String> headers, InputStream body) {

    public HttpResponse {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** @return where it came from, without passwords and keys, for messages */
    public String shown() {
        return Credentials.redact(uri.toString());
    }

    /** @return the header's first value */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @return whether the status is 2xx */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** @return whether the server says that there is nothing here: 404 or 410 */
    public boolean isMissing() {
        return status == 404 || status == 410;
    }

    /** @return the whole body */
    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }

    /** Turns a response into what the caller wants; called again with a new response when the connection broke. */
    @FunctionalInterface
    public interface Handler<T> {

        /** @param response its body ends with this call */
        T handle(HttpResponse response) throws IOException;
    }
}
