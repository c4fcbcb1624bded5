package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Pages that were read before, in a folder: {@code INDEX/NAME}, the index by a hash of its URL. */
public final class PageCache {

    private static final int INDEX_DIGITS = 32;

    /** No project has a name with a dot. */
    private static final String LINKS = "links.html";

    private final Path folder;
    private final Clock clock;
    private final boolean isRefreshing;
    private final Instant began;

    /**
     * @param folder where they lie; need not exist
     * @param clock what tells whether they are fresh
     * @param isRefreshing whether all pages that were read before now are read again
     */
    public PageCache(Path folder, Clock clock, boolean isRefreshing) {
        this.folder = folder;
        this.clock = clock;
        this.isRefreshing = isRefreshing;
        this.began = clock.instant();
    }

    Clock clock() {
        return clock;
    }

    /** What was read since this cache was opened is fresh under every policy: a build asks an index once. */
    boolean isFresh(Instant read, UpdatePolicy policy) {
        return read.isAfter(began) && !read.isAfter(clock.instant()) || !isRefreshing && policy.isFresh(read, clock);
    }

    Optional<CachedPage> find(URI index, PackageName name) throws IOException {
        return read(file(index, name.value()));
    }

    /** @return what the page's first bytes say; the others are neither read nor checked */
    Optional<PageHeader> stamp(URI index, PackageName name) throws IOException {
        try (FileChannel file = FileChannel.open(file(index, name.value()), StandardOpenOption.READ)) {
            ByteBuffer begin = ByteBuffer.allocate(PageCodec.STAMP);
            while (begin.hasRemaining() && file.read(begin) >= 0) {
                // a file may come in parts
            }
            return PageCodec.stamp(begin.flip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @return a page of find-links */
    Optional<CachedPage> find(URI page) throws IOException {
        return read(file(page, LINKS));
    }

    private static Optional<CachedPage> read(Path file) throws IOException {
        try {
            return PageCodec.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Keeps a page of find-links, but none with keys in it. */
    void keep(URI page, CachedPage content) throws IOException {
        keep(file(page, LINKS), content);
    }

    /** Keeps a page, but none with keys in it. @return the page with its sum */
    CachedPage keep(URI index, PackageName name, CachedPage page) throws IOException {
        return keep(file(index, name.value()), page);
    }

    private static CachedPage keep(Path file, CachedPage page) throws IOException {
        byte[] bytes = PageCodec.write(page);
        if (!page.hasKeys()) {
            CacheFile.write(file, bytes);
        }
        return page.summed(PageCodec.stamp(ByteBuffer.wrap(bytes)).orElseThrow().sum());
    }

    private Path file(URI index, String name) {
        String key =
                Sha256.of(index.toString().getBytes(StandardCharsets.UTF_8)).hex();
        return folder.resolve(key.substring(0, INDEX_DIGITS)).resolve(name);
    }
}
