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

/** An index that is read over HTTP (simple repository API), through the cache of its pages. */
final class SimpleIndex implements PackageIndex {

    private static final long LARGEST_PAGE = 64L << 20;

    private final IndexDeclaration declaration;
    private final Http http;
    private final PageCache cache;
    private final Predicate<String> wanted;
    private final Progress progress;
    private final AtomicBoolean isNewerTold = new AtomicBoolean();
    private final SingleFlight<PackageName, Optional<ProjectPage>> pages = SingleFlight.keeping();
    private final Map<PackageName, String> sums = new ConcurrentHashMap<>();
    private final Set<PackageName> vacant;

    /** @param vacant the names whose empty pages were reported; shared by all views of one index */
    private SimpleIndex(
            IndexDeclaration declaration,
            Http http,
            PageCache cache,
            Predicate<String> wanted,
            Progress progress,
            Set<PackageName> vacant) {
        this.vacant = vacant;
        this.declaration = declaration;
        this.http = http;
        this.cache = cache;
        this.wanted = wanted;
        this.progress = progress;
    }

    /** @return the index, with every file of its pages */
    static SimpleIndex of(IndexDeclaration declaration, Http http, PageCache cache) {
        return new SimpleIndex(
                declaration, http, cache, fileName -> true, Progress.SILENT, ConcurrentHashMap.newKeySet());
    }

    /** The cache holds all files. */
    @Override
    public SimpleIndex keeping(Predicate<String> wanted) {
        return new SimpleIndex(declaration, http, cache, this.wanted.and(wanted), progress, vacant);
    }

    /** @return the same index; told is once if its pages are of a later version than is known */
    SimpleIndex telling(Progress progress) {
        return new SimpleIndex(declaration, http, cache, wanted, progress, vacant);
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
        if (!sums.containsKey(name)) {
            Optional<PageHeader> stamp = cache.stamp(declaration.url(), name).filter(known -> isFresh(known.read()));
            if (stamp.isPresent()) {
                return told(stamp.get().sum());
            }
            project(name);
        }
        return told(sums.get(name));
    }

    /** The sum of a page is quick and can be forged: it is only compared with earlier pages of the same URL. */
    private String told(String sum) {
        return sum.equals(ProjectPage.ABSENT) ? sum : sum + "@" + declaration.id() + "=" + declaration.url();
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
        CachedPage page = stored.isPresent() && isFresh(stored.get().read()) ? stored.get() : ask(name, stored);
        sums.put(name, page.sum());
        if (page.content().filter(PageContent::isVacant).isPresent()) {
            tellVacant(name);
            return Optional.empty();
        }
        return page.content().map(content -> content.page(name, declaration.id(), wanted));
    }

    private void tellVacant(PackageName name) {
        if (vacant.add(name)) {
            progress.step("The index " + describe() + " has a page for `" + name
                    + "` without any file; it counts as an index that does not have the project");
        }
    }

    /** A folder laid out like an index: a page, or else the files, in a folder for each project. */
    private Optional<ProjectPage> folder(PackageName name) throws IOException {
        URI folder = declaration.url().resolve(name.value() + "/");
        URI page = folder.resolve("index.html");
        URI place = Files.exists(FileUrl.path(page)) ? page : folder;
        return LocalIndex.of(List.of(place), http, cache, Progress.SILENT)
                .project(name)
                .map(found -> found.keep(wanted));
    }

    private CachedPage ask(PackageName name, Optional<CachedPage> stored) throws IOException {
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
            return stored.get().readAgain(cache.clock().instant());
        }
        if (!response.isMissing() && response.status() != 200) {
            throw IndexErrors.unexpected(declaration, response);
        }
        Optional<PageContent> content = response.isMissing() ? Optional.empty() : Optional.of(PageContent.of(response));
        content.flatMap(PageContent::newerVersion)
                .filter(newer -> isNewerTold.compareAndSet(false, true))
                .ifPresent(newer -> progress.warning("The index " + describe() + " answers in version " + newer
                        + " of the index format, and " + ApiVersion.KNOWN
                        + " is known: what a later version adds does not count"));
        return CachedPage.of(response, content, cache.clock());
    }
}
