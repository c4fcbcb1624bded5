package io.github.pywar.python.candidate;

import io.github.pywar.base.url.UrlHashes;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * URL of a direct reference in normal form. Two are equal if they refer to the same file by pip's rule: user
 * information and the order of parameters are ignored, hashes are compared.
 */
record DirectLink(
        String scheme,
        String host,
        String path,
        Map<String, List<String>> query,
        String folder,
        Map<String, String> hashes) {

    static DirectLink of(URI url) {
        Map<String, List<String>> fragment = parameters(url.getFragment());
        String authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return new DirectLink(
                url.getScheme(),
                host.isEmpty() && url.getScheme().equals("file") ? "localhost" : host,
                url.getRawPath(),
                parameters(url.getRawQuery()),
                fragment.getOrDefault("subdirectory", List.of("")).get(0),
                UrlHashes.of(url.toString()).byAlgorithm());
    }

    private static Map<String, List<String>> parameters(String text) {
        return text == null
                ? Map.of()
                : Arrays.stream(text.split("&"))
                        .map(parameter -> (parameter + "=").split("=", -1))
                        .filter(pair -> !pair[1].isEmpty())
                        .collect(Collectors.groupingBy(
                                pair -> pair[0],
                                TreeMap::new,
                                Collectors.mapping(pair -> pair[1], Collectors.toList())));
    }
}
