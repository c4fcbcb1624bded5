package io.github.pywar.testing.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Answer of a server.
 *
 * @param status the HTTP status
 * @param body the content as text
 * @param type the media type without parameters; empty without a Content-Type
 */
public record HttpReply(int status, String body, String type) {

    /**
     * One connection for each request, without retries: uWSGI closes the connection after each answer without a header
     * for it.
     */
    private static final CloseableHttpClient CLIENT = HttpClients.custom()
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .build();

    /** Returns the answer to a plain GET. */
    public static HttpReply get(URI uri) throws IOException {
        return send(new HttpGet(uri));
    }

    private static HttpReply send(ClassicHttpRequest request) throws IOException {
        return CLIENT.execute(request, response -> {
            HttpEntity entity = response.getEntity();
            String body = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
            String type =
                    Optional.ofNullable(entity).map(HttpEntity::getContentType).orElse("");
            return new HttpReply(response.getCode(), body, type.replaceFirst(";.*", ""));
        });
    }
}
