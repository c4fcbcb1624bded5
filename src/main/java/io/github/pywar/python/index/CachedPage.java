package io.github.pywar.python.index;

import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Page of an index in the cache.
 *
 * @param read time of the last response for it
 * @param etag of the response, for a conditional request; empty text for none
 * @param lastModified of the response, likewise
 * @param content of the page; empty if the index had no such project
 * @param fingerprint of the content, see {@link PageHeader}; empty text if not computed yet
 */
record CachedPage(Instant read, String etag, String lastModified, Optional<PageContent> content, String fingerprint) {

    /** @return the page of a response */
    static CachedPage of(HttpResponse response, Optional<PageContent> content, Clock clock) {
        return new CachedPage(
                clock.instant(),
                response.header("ETag").orElse(""),
                response.header("Last-Modified").orElse(""),
                content,
                "");
    }

    /** @return the conditional request, which is answered with 304 if the page is unchanged */
    HttpRequest revalidating(HttpRequest request) {
        HttpRequest conditional = etag.isEmpty() ? request : request.header("If-None-Match", etag);
        return lastModified.isEmpty() ? conditional : conditional.header("If-Modified-Since", lastModified);
    }

    /** @return the page, read at that time */
    CachedPage readAt(Instant now) {
        return new CachedPage(now, etag, lastModified, content, fingerprint);
    }

    /** @return the page, read at that time, without validators: the next response has a new content */
    CachedPage expired(Instant time) {
        return new CachedPage(time, "", "", content, fingerprint);
    }

    /** @return the page with its fingerprint */
    CachedPage withFingerprint(String computed) {
        return new CachedPage(read, etag, lastModified, content, computed);
    }

    /** @return whether a link has a query: it mostly is a signed key, which is secret and expires soon */
    boolean hasKeys() {
        for (PageRow row : content.isPresent() ? content.get().rows() : List.<PageRow>of()) {
            if (row.href().indexOf('?') >= 0) {
                return true;
            }
        }
        return false;
    }
}
