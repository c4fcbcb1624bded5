package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Cache of pages in a folder: {@code INDEX/NAME}, where INDEX is a hash of the index's URL. */
public final class PageCache {

    private static final int INDEX_DIGITS = 32;

    /** Name of the file for a find-links page: no normalised project name has a dot. */
    private static final String LINKS = "links.html";

    /** Time of a page that must be read again, under every policy. */
    private static final Instant EXPIRED = Instant.EPOCH;

    private final Path folder;
    private final Clock clock;
    private final boolean isRefreshing;
    private final Instant opened;
    private Instant freshUntil;
    private final Set<Path> used = ConcurrentHashMap.newKeySet();
    private final Map<URI, Path> folders = new ConcurrentHashMap<>();

    /**
     * Opens a cache.
     *
     * @param folder the folder of the cache; it need not exist
     * @param clock for the age of pages
     * @param isRefreshing whether all pages that were read before now are read again
     */
    public PageCache(Path folder, Clock clock, boolean isRefreshing) {
        this.folder = folder;
        this.clock = clock;
        this.isRefreshing = isRefreshing;
        this.opened = clock.instant();
    }

    Clock clock() {
        return clock;
    }

    /** Checks the age of a page. A page that this build has read is fresh under every policy: it is requested only once. */
    boolean isFresh(Instant read, UpdatePolicy policy) {
        if (read.equals(EXPIRED)) {
            return false;
        }
        return read.isAfter(opened) && !read.isAfter(clock.instant()) || !isRefreshing && policy.isFresh(read, clock);
    }

    /**
     * Records that a page was used.
     *
     * @param read the time at which it was read
     */
    void use(IndexDeclaration index, PackageName name, Instant read) {
        UpdatePolicy policy = index.policy();
        used.add(file(index.url(), name.value()));
        shortenFreshness(policy.end(read, clock));
    }

    private synchronized void shortenFreshness(Instant end) {
        freshUntil = freshUntil == null || end.isBefore(freshUntil) ? end : freshUntil;
    }

    /**
     * Lets the next build read the used pages again, without their validators: one of them may be wrong or out of date. An
     * offline build still uses them.
     */
    public void expireUsed() {
        expire(page -> true);
    }

    /**
     * Lets the next build read again the used pages that list no file: a server may have answered by mistake that it has no
     * such project, or with a login page.
     */
    public void expireAbsent() {
        expire(page -> page.content().filter(content -> !content.isVacant()).isEmpty());
    }

    private void expire(Predicate<CachedPage> isExpired) {
        for (Path file : used) {
            try {
                Optional<CachedPage> page = read(file);
                if (page.filter(isExpired).isPresent()) {
                    keep(file, page.get().expired(EXPIRED));
                }
            } catch (IOException onlyOlder) {
                continue; // the error of the build is more important
            }
        }
    }

    /** @return the files of the used pages; a page with keys in its links has no file */
    public Set<Path> used() {
        return Set.copyOf(used);
    }

    /** @return the time at which the first used page must be read again; empty if no page was used */
    public synchronized Optional<Instant> freshUntil() {
        return Optional.ofNullable(freshUntil);
    }

    Optional<CachedPage> find(URI index, PackageName name) throws IOException {
        return read(file(index, name.value()));
    }

    /**
     * Reads the checksum in a page's file, for comparisons between builds.
     *
     * @param page a file of {@link #used()}
     * @return the checksum, which does not depend on the time at which the page was read; empty if the page must be read
     *     again, or the file is none of this version
     */
    public static Optional<String> contentOf(Path page) throws IOException {
        Optional<PageHeader> header = header(page);
        return header.isPresent() && !header.get().read().equals(EXPIRED)
                ? Optional.of(header.get().fingerprint())
                : Optional.empty();
    }

    /** @return the header of the page; the rest of the file is neither read nor checked */
    Optional<PageHeader> header(URI index, PackageName name) throws IOException {
        return header(file(index, name.value()));
    }

    private static Optional<PageHeader> header(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            throw new FileAlreadyExistsException(entry.toString());
        }
        try (FileChannel file = FileChannel.open(entry, StandardOpenOption.READ)) {
            ByteBuffer begin = ByteBuffer.allocate(PageCodec.HEADER);
            while (begin.hasRemaining() && file.read(begin) >= 0) {
                // one read may return only a part
            }
            return PageCodec.readHeader(begin.flip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @return a cached find-links page */
    Optional<CachedPage> find(URI page) throws IOException {
        return read(file(page, LINKS));
    }

    private static Optional<CachedPage> read(Path file) throws IOException {
        Optional<byte[]> bytes = SharedFile.read(file);
        return bytes.isPresent() ? PageCodec.read(key(file), bytes.get()) : Optional.empty();
    }

    /** Stores a find-links page, unless it has keys in its links. */
    void keep(URI page, CachedPage content) throws IOException {
        keep(file(page, LINKS), content);
    }

    /**
     * Stores a page, unless it has keys in its links.
     *
     * @return the page with its fingerprint
     */
    CachedPage keep(URI index, PackageName name, CachedPage page) throws IOException {
        return keep(file(index, name.value()), page);
    }

    private static CachedPage keep(Path file, CachedPage page) throws IOException {
        byte[] bytes = PageCodec.write(key(file), page);
        if (!page.hasKeys()) {
            SharedFile.write(file, bytes);
        }
        return page.withFingerprint(
                PageCodec.readHeader(ByteBuffer.wrap(bytes)).orElseThrow().fingerprint());
    }

    /** Index and name: an entry of another index or project is not read. */
    private static String key(Path file) {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    private Path file(URI index, String name) {
        Path known = folders.get(index);
        if (known == null) {
            known = folder(index);
            folders.put(index, known);
        }
        return known.resolve(name);
    }

    private Path folder(URI index) {
        String key =
                Sha256.of(index.toString().getBytes(StandardCharsets.UTF_8)).hex();
        return folder.resolve(key.substring(0, INDEX_DIGITS));
    }
}
