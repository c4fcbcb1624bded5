package io.github.pywar.base.http;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.ClientProtocolException;

/** A URL could not be read: the server failed, or the way to it. Its message holds the URL and the cause. */
public class HttpFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final String what;
    private final List<Hint> hints;

    HttpFailure(URI uri, String reason, Throwable cause) {
        this(uri, reason, cause, List.of());
    }

    HttpFailure(URI uri, String reason, Throwable cause, List<Hint> hints) {
        this(Credentials.redact("Could not read `" + uri + "`: " + reason), uri, cause, hints);
    }

    private HttpFailure(String what, URI uri, Throwable cause, List<Hint> hints) {
        super(
                Hint.append(what, hints, Map.of()),
                cause instanceof ClientProtocolException ? null : cause); // its text holds URLs with their credentials
        this.uri = Credentials.withoutUserInfo(uri);
        this.what = what;
        this.hints = new ArrayList<>(hints);
    }

    /** @return the text without the hints */
    public String what() {
        return what;
    }

    /** @return the hints; may be empty */
    public List<Hint> hints() {
        return List.copyOf(hints);
    }

    /** @return what was asked for, without user and password */
    public URI uri() {
        return uri;
    }
}
