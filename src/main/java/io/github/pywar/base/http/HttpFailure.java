package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.ClientProtocolException;

/** A URL could not be read: the server failed, or the way to it. Its message holds the URL and the cause. */
public class HttpFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final URI uri;

    HttpFailure(URI uri, String reason, Throwable cause) {
        super(
                Credentials.redact("Could not read `" + uri + "`: " + reason),
                cause instanceof ClientProtocolException ? null : cause); // its text holds URLs as they came
        this.uri = Credentials.withoutUserInfo(uri);
    }

    /** @return what was asked for, without user and password */
    public URI uri() {
        return uri;
    }
}
