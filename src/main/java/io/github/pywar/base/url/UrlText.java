package io.github.pywar.base.url;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of URLs as users write them, possibly with passwords that are not encoded. */
public final class UrlText {

    private static final Pattern BEFORE_LAST_AT =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*:/*)?.*@(?<rest>[^@]*)", Pattern.DOTALL);

    private static final List<String> SCHEMES = List.of("http:", "https:", "file:");

    private UrlText() {}

    /** @return the URL of a server ({@code http}, {@code https}) or a file; empty for any other text */
    public static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text.strip());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(java.util.Locale.ROOT);
            return switch (scheme) {
                case "http", "https" -> hasHost(url) ? Optional.of(url) : Optional.empty();
                case "file" -> url.getPath() == null ? Optional.empty() : Optional.of(url);
                default -> Optional.empty();
            };
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return whether the text begins with the scheme {@code http}, {@code https} or {@code file}, in any case */
    public static boolean hasScheme(String text) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasHost(URI url) {
        return Credentials.withoutUserInfo(url).getHost() != null;
    }

    /**
     * Returns a text that is not a URL, for a message. Before its last {@code @} only the scheme is shown: any other part
     * may belong to a password, also a {@code /} and the text after it.
     */
    public static String shown(String text) {
        Matcher parts = BEFORE_LAST_AT.matcher(text.strip());
        if (!parts.matches()) {
            return text.strip();
        }
        return (parts.group("scheme") == null ? "" : parts.group("scheme")) + "****@" + parts.group("rest");
    }
}
