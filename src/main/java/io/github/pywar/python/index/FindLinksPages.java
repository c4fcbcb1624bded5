package io.github.pywar.python.index;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Pages of find-links on servers. A build asks for each anew, because nobody declares for how long one is fresh; what it
 * said last is for builds that are offline.
 */
record FindLinksPages(Http http, PageCache cache, Progress progress) {

    /** @return what is on it; empty where the server has no such page, or does not give it */
    Optional<PageContent> read(URI place) throws IOException {
        URI bare = Credentials.withoutUserInfo(place);
        Optional<CachedPage> stored = cache.find(bare);
        if (http.isOffline()) {
            return stored.orElseThrow(() -> offline(bare)).content();
        }
        HttpRequest request = HttpRequest.of(place).header("Accept", "text/html");
        HttpRequest conditional = stored.isPresent() ? stored.get().revalidating(request) : request;
        Optional<CachedPage> page = http.get(conditional, response -> page(response, stored));
        if (page.isPresent()) {
            cache.keep(bare, page.get());
        }
        return page.flatMap(CachedPage::content);
    }

    private Optional<CachedPage> page(HttpResponse response, Optional<CachedPage> stored) throws IOException {
        if (response.status() == 304 && stored.isPresent()) {
            return Optional.of(stored.get().readAgain(cache.clock().instant()));
        }
        if (response.status() == 200) {
            return Optional.of(CachedPage.of(response, Optional.of(PageContent.of(response)), cache.clock()));
        }
        progress.warning("find-links: `" + response.shown() + "` answers " + response.status() + "; it is passed over");
        return response.isMissing()
                ? Optional.of(CachedPage.of(response, Optional.empty(), cache.clock()))
                : Optional.empty();
    }

    private static UserException offline(URI page) {
        return UserException.of("Cannot read the page `" + Credentials.redact(page.toString())
                        + "` of find-links offline: it is not in the cache")
                .hint(BaseHint.GO_ONLINE);
    }
}
