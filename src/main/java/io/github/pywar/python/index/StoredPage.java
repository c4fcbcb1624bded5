package io.github.pywar.python.index;

import java.time.Instant;
import java.util.Optional;

/**
 * A page as it lies in the cache.
 *
 * @param read when the index said so last
 * @param etag of the answer, for a conditional request; empty text: none
 * @param lastModified of the answer, likewise
 * @param content what was on it; empty: the index had no such project
 */
record StoredPage(Instant read, String etag, String lastModified, Optional<PageContent> content) {

    StoredPage readAgain(Instant now) {
        return new StoredPage(now, etag, lastModified, content);
    }

    boolean hasValidator() {
        return !etag.isEmpty() || !lastModified.isEmpty();
    }
}
