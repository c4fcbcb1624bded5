package io.github.pywar.testing.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param body as text
 */
public record HttpReply(int status, String body) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @return the answer to a plain GET */
    public static HttpReply get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri));
    }

    /** @return the answer to a POST of that text */
    public static HttpReply post(URI uri, String type, String body) throws IOException {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpReply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return new HttpReply(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request, e);
        }
    }
}
