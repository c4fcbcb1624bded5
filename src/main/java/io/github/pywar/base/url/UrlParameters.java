package io.github.pywar.base.url;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters in the fragment of a URL: {@code #egg=NAME&subdirectory=FOLDER}. Of two values the first one is used.
 *
 * @param values decoded, by name
 */
public record UrlParameters(Map<String, String> values) {

    public UrlParameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @return the parameters of a text that may be a URL; a parameter without a value is absent */
    public static UrlParameters ofFragment(String url) {
        Map<String, String> values = new LinkedHashMap<>();
        int hash = url.indexOf('#');
        for (String part :
                hash < 0 ? new String[0] : url.substring(hash + 1).strip().split("&")) {
            int sign = part.indexOf('=');
            if (sign > 0 && sign < part.length() - 1) {
                values.putIfAbsent(part.substring(0, sign), decoded(part.substring(sign + 1)));
            }
        }
        return new UrlParameters(values);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** @return a value; empty if there is none */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
