package io.github.pywar.base.url;

import io.github.pywar.base.file.DigestAlgorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a URL's fragment says of the file's sums: {@code #sha256=HEX}, several joined by {@code &}, among other things. Of
 * two with one algorithm the first counts. Names count in lower case only, and what is no sum is kept, so that no file
 * matches it: both as in pip, which looks at the first sum only where we hold a file against all of them.
 *
 * @param byAlgorithm the name of a {@link DigestAlgorithm} to the sum, as it is written
 */
public record UrlHashes(Map<String, String> byAlgorithm) {

    public UrlHashes {
        byAlgorithm = Collections.unmodifiableMap(new LinkedHashMap<>(byAlgorithm));
    }

    /** @return those of a text that may be a URL */
    public static UrlHashes of(String url) {
        Map<String, String> sums = new LinkedHashMap<>();
        int hash = url.indexOf('#');
        for (String part :
                hash < 0 ? new String[0] : url.substring(hash + 1).strip().split("&")) {
            int sign = part.indexOf('=');
            String algorithm = part.substring(0, Math.max(sign, 0));
            if (DigestAlgorithm.named(algorithm).isPresent()) {
                sums.putIfAbsent(algorithm, part.substring(sign + 1));
            }
        }
        return new UrlHashes(sums);
    }

    /** @return only those that prove what the file is */
    public UrlHashes strong() {
        Map<String, String> strong = new LinkedHashMap<>(byAlgorithm);
        strong.keySet().removeIf(algorithm -> DigestAlgorithm.strong(algorithm).isEmpty());
        return new UrlHashes(strong);
    }
}
