package io.github.pywar.python.index;

import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A page as it lies in the cache.
 *
 * @param read when the index said so last
 * @param etag of the answer, for a conditional request; empty text: none
 * @param lastModified of the answer, likewise
 * @param content what was on it; empty: the index had no such project
 * @param sum changes with the content, see {@link PageHeader}; empty text: not worked out yet
 */
record CachedPage(Instant read, String etag, String lastModified, Optional<PageContent> content, String sum) {

    /** @return the page as that answer gives it */
    static CachedPage of(HttpResponse response, Optional<PageContent> content, Clock clock) {
        return new CachedPage(
                clock.instant(),
                response.header("ETag").orElse(""),
                response.header("Last-Modified").orElse(""),
                content,
                "");
    }

    /** @return the request, answered with 304 where the page is still the same */
    HttpRequest revalidating(HttpRequest request) {
        HttpRequest conditional = etag.isEmpty() ? request : request.header("If-None-Match", etag);
        return lastModified.isEmpty() ? conditional : conditional.header("If-Modified-Since", lastModified);
    }

    CachedPage readAgain(Instant now) {
        return new CachedPage(now, etag, lastModified, content, sum);
    }

    CachedPage summed(String known) {
        return new CachedPage(read, etag, lastModified, content, known);
    }

    /** What stands behind the {@code ?} of a link is a key, mostly: not to be kept, and of no use for long. */
    boolean hasKeys() {
        return content.stream()
                .flatMap(page -> page.rows().stream())
                .anyMatch(row -> row.href().indexOf('?') >= 0);
    }
}
