package io.github.pywar.base.url;

import io.github.pywar.base.file.DigestAlgorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checksums of a file in the fragment of its URL: {@code #sha256=HEX}, several joined by {@code &}. Of two values for one
 * algorithm the first one is used. Names are in lower case. A value that is no checksum is kept, so no file matches it.
 *
 * @param byAlgorithm the name of a {@link DigestAlgorithm} to the checksum, as it is written
 */
public record UrlHashes(Map<String, String> byAlgorithm) {

    public UrlHashes {
        byAlgorithm = Collections.unmodifiableMap(new LinkedHashMap<>(byAlgorithm));
    }

    /** @return the checksums in the fragment of a text that may be a URL */
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

    /** @return only the checksums of strong algorithms */
    public UrlHashes strong() {
        Map<String, String> strong = new LinkedHashMap<>();
        for (Map.Entry<String, String> sum : byAlgorithm.entrySet()) {
            if (DigestAlgorithm.strong(sum.getKey()).isPresent()) {
                strong.put(sum.getKey(), sum.getValue());
            }
        }
        return new UrlHashes(strong);
    }
}
