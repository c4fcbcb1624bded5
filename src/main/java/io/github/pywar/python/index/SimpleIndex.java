package io.github.pywar.python.index;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Index over HTTP (simple repository API), with a cache of its pages. */
final class SimpleIndex implements PackageIndex {

    private static final long LARGEST_PAGE = 64L << 20;

    private final IndexDeclaration declaration;
    private final Http http;
    private final PageCache cache;
    private final Predicate<String> accepted;
    private final Progress progress;
    private final AtomicBoolean isNewerReported = new AtomicBoolean();
    private final SingleFlight<PackageName, Optional<ProjectPage>> pages = SingleFlight.caching();
    private final Map<PackageName, String> fingerprints = new ConcurrentHashMap<>();
    private final Set<String> reported;

    /** @param reported messages so far; shared by all views of one index */
    private SimpleIndex(
            IndexDeclaration declaration,
            Http http,
            PageCache cache,
            Predicate<String> accepted,
            Progress progress,
            Set<String> reported) {
        this.reported = reported;
        this.declaration = declaration;
        this.http = http;
        this.cache = cache;
        this.accepted = accepted;
        this.progress = progress;
    }

    /** @return the index with all files of its pages */
    static SimpleIndex of(IndexDeclaration declaration, Http http, PageCache cache) {
        return new SimpleIndex(
                declaration, http, cache, fileName -> true, Progress.SILENT, ConcurrentHashMap.newKeySet());
    }

    /** Filters after the cache, which has all files: other targets use the same page. */
    @Override
    public SimpleIndex filter(Predicate<String> fileNames) {
        return new SimpleIndex(declaration, http, cache, accepted.and(fileNames), progress, reported);
    }

    /** @return the same index, which reports unusual pages */
    SimpleIndex reportingTo(Progress progress) {
        return new SimpleIndex(declaration, http, cache, accepted, progress, reported);
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        return pages.get(name, () -> read(name));
    }

    @Override
    public String fingerprint(PackageName name) throws IOException {
        if ("file".equals(declaration.url().getScheme())) {
            return PackageIndex.super.fingerprint(name);
        }
        if (!fingerprints.containsKey(name)) {
            Optional<PageHeader> header = cache.header(declaration.url(), name);
            if (header.isPresent() && isFresh(header.get().read())) {
                cache.use(declaration, name, header.get().read());
                return qualified(header.get().fingerprint());
            }
            project(name);
        }
        return qualified(fingerprints.get(name));
    }

    /** Adds the index: the fast fingerprint can be forged, so it is compared only with pages of the same URL. */
    private String qualified(String fingerprint) {
        return fingerprint.equals(ProjectPage.ABSENT)
                ? fingerprint
                : fingerprint + "@" + declaration.id() + "=" + declaration.url();
    }

    private boolean isFresh(Instant read) {
        return http.isOffline() || cache.isFresh(read, declaration.policy());
    }

    @Override
    public String describe() {
        return declaration.describe();
    }

    private Optional<ProjectPage> read(PackageName name) throws IOException {
        if ("file".equals(declaration.url().getScheme())) {
            return folder(name);
        }
        Optional<CachedPage> stored = cache.find(declaration.url(), name);
        CachedPage page = stored.isPresent() && isFresh(stored.get().read()) ? stored.get() : request(name, stored);
        cache.use(declaration, name, page.read());
        fingerprints.put(name, page.fingerprint());
        if (page.content().isEmpty()) {
            return Optional.empty();
        }
        PageContent content = page.content().get();
        if (content.isVacant()) {
            reportVacant(name);
            return Optional.empty();
        }
        return Optional.of(content.page(name, declaration.id(), accepted, this::warnOnce));
    }

    private void reportVacant(PackageName name) {
        String message = "The index " + describe() + " has a page for `" + name
                + "` without any file; it is treated as an index without this project";
        if (reported.add(message)) {
            progress.step(message);
        }
    }

    private void warnOnce(String message) {
        if (reported.add(message)) {
            progress.warning(message);
        }
    }

    /** Reads a local index: a folder for each project, with a page or else the files. */
    private Optional<ProjectPage> folder(PackageName name) throws IOException {
        URI folder = declaration.url().resolve(name.value() + "/");
        URI page = folder.resolve("index.html");
        URI location = Files.exists(FileUrl.path(page)) ? page : folder;
        return LocalIndex.of(List.of(location), http, cache, Progress.SILENT)
                .project(name)
                .map(found -> found.filter(accepted));
    }

    private CachedPage request(PackageName name, Optional<CachedPage> stored) throws IOException {
        URI uri = declaration.url().resolve(name.value() + "/");
        if (http.isOffline()) {
            throw UserException.of("Cannot resolve `" + name + "` offline: its page of index " + describe()
                            + " is not in the cache")
                    .hint(BaseHint.GO_ONLINE);
        }
        try {
            CachedPage page = http.get(request(uri, stored), response -> page(response, stored));
            return cache.keep(declaration.url(), name, page);
        } catch (UnauthorizedException e) {
            throw IndexErrors.unauthorized(declaration, e);
        }
    }

    private HttpRequest request(URI uri, Optional<CachedPage> stored) {
        HttpRequest request = HttpRequest.of(uri)
                .limit(LARGEST_PAGE)
                .header("Accept", declaration.format().accept());
        return stored.isPresent() ? stored.get().revalidating(request) : request;
    }

    private CachedPage page(HttpResponse response, Optional<CachedPage> stored) throws IOException {
        if (response.status() == 304 && stored.isPresent()) {
            return stored.get().readAt(cache.clock().instant());
        }
        if (!response.isMissing() && response.status() != 200) {
            throw IndexErrors.unexpected(declaration, response);
        }
        Optional<PageContent> content = response.isMissing() ? Optional.empty() : Optional.of(PageContent.of(response));
        if (content.isPresent() && content.get().newerVersion().isPresent()) {
            warnOfNewer(content.get().newerVersion().get());
        }
        return CachedPage.of(response, content, cache.clock());
    }

    private void warnOfNewer(Object newer) {
        if (isNewerReported.compareAndSet(false, true)) {
            progress.warning("The index " + describe() + " uses version " + newer + " of the index format; version "
                    + ApiVersion.SUPPORTED + " is supported, and newer features are ignored");
        }
    }
}
