package io.github.pywar.base.url;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User and password for HTTP Basic authentication. One of the two may be empty if the other one is a token. {@code
 * toString} does not contain the password.
 */
public record Credential(String user, String password) {

    /** @return the percent-decoded user info of a URL: {@code user:password} or {@code token} */
    public static Optional<Credential> of(URI uri) {
        String info = uri.getRawUserInfo();
        if (info == null
                && uri.getRawAuthority() != null
                && uri.getRawAuthority().contains("@")) {
            info = uri.getRawAuthority().substring(0, uri.getRawAuthority().lastIndexOf('@'));
        }
        return info == null || info.isEmpty() ? Optional.empty() : Optional.of(parse(info));
    }

    /** @param info {@code user:password} or {@code user}, percent-encoded */
    public static Credential parse(String info) {
        int colon = info.indexOf(':');
        return colon < 0
                ? new Credential(decode(info), "")
                : new Credential(decode(info.substring(0, colon)), decode(info.substring(colon + 1)));
    }

    /** @return the value of the header {@code Authorization} */
    public String authorization() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    @Override
    public String toString() {
        return "****";
    }
}
