package io.github.pywar.python.index;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.base.zip.ZipListing;
import io.github.pywar.python.wheel.WheelMetadata;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Source of METADATA of wheels. It reads as few bytes as the index allows: the {@code .metadata} file if it is advertised
 * (PEP 658, 714), else ranges of the wheel, else the complete wheel. Metadata that an index sent for a file with a hash is
 * requested from that index again only by a refresh. Metadata from a wheel that was hashed here holds for every index.
 * Safe for concurrent use.
 */
public final class MetadataSource {

    /** Source of complete wheels, for servers without {@code .metadata} files and ranges. */
    @FunctionalInterface
    public interface Wheels {

        /**
         * Returns the wheel on this machine.
         *
         * @return the path of the wheel, which matches its hash
         * @throws DamagedWheel if the file matches its hash, but is not a valid wheel of its name
         */
        Path fetch(DistributionFile file) throws IOException;
    }

    /** A file matches its hash, but is not a valid wheel. Another version may be valid, so the resolver can go on. */
    public static final class DamagedWheel extends UserException {

        private static final long serialVersionUID = 1L;

        private final transient DistributionFile file;

        /** @param refusal the error of the wheel */
        public DamagedWheel(DistributionFile file, UserException refusal) {
            super(refusal.what(), refusal.hints());
            this.file = file;
            initCause(refusal);
        }

        /** @return the file */
        public DistributionFile file() {
            return file;
        }
    }

    private final Http http;
    private final MetadataCache cache;
    private final Wheels wheels;
    private final RangeServers servers = new RangeServers();
    private final SingleFlight<DistributionFile, byte[]> answers = SingleFlight.sharing();

    /**
     * Creates a source.
     *
     * @param http for requests
     * @param folder the folder of the cache; it need not exist
     * @param pages with the clock and the update policy for files without a hash
     * @param wheels for complete wheels
     */
    public MetadataSource(Http http, Path folder, PageCache pages, Wheels wheels) {
        this.http = http;
        this.cache = new MetadataCache(folder, pages);
        this.wheels = wheels;
    }

    /**
     * Returns the METADATA of a wheel.
     *
     * @param file a wheel
     * @return the bytes of its METADATA
     * @throws UserException if it has none, it does not match its hash, or the server refuses it
     */
    public byte[] metadata(DistributionFile file) throws IOException {
        return answers.get(file, () -> find(file)).clone();
    }

    /** @return METADATA that the index sent without the wheel, if it is in the cache */
    public Optional<byte[]> claimed(DistributionFile file) throws IOException {
        return file.isLocal() ? Optional.empty() : cache.findClaimed(file);
    }

    /** Removes the cached METADATA of a file whose wheel has other METADATA. */
    public void forget(DistributionFile file) throws IOException {
        cache.forget(file);
    }

    /** Removes the cached METADATA of files, for a caller without network access. */
    public static void forget(Path folder, Collection<DistributionFile> files) throws IOException {
        for (DistributionFile file : files) {
            MetadataCache.forget(folder, file);
        }
    }

    private byte[] find(DistributionFile file) throws IOException {
        if (file.isLocal()) {
            return read(FileUrl.path(file.url()), file);
        }
        Optional<byte[]> known = cache.find(file, http.isOffline());
        if (known.isPresent()) {
            return known.get();
        }
        if (http.isOffline()) {
            throw UserException.of("Cannot read the metadata of `" + file.fileName()
                            + "` offline: it is not in the cache\n    index `" + file.indexId() + "`, "
                            + Credentials.redact(file.url().toString()))
                    .hint(BaseHint.GO_ONLINE);
        }
        return request(file);
    }

    private byte[] request(DistributionFile file) throws IOException {
        Optional<byte[]> claimed = new AdvertisedMetadata(http).read(file);
        if (claimed.isEmpty() && servers.allowsRanges(file.url())) {
            claimed = ranged(file);
        }
        if (claimed.isPresent()) {
            cache.keepClaimed(file, claimed.get());
            return claimed.get();
        }
        byte[] metadata = read(wheels.fetch(file), file);
        if (file.sha256().isPresent()) {
            cache.keepVerified(file.sha256().get(), metadata);
        } else {
            cache.keepClaimed(file, metadata);
        }
        return metadata;
    }

    /**
     * Returns the paths of the files in a wheel, from the directory of the zip. The caller that later uses the wheel itself
     * must check them again: only the complete file has a hash.
     *
     * @return empty if the wheel is on this machine, or its server does not support ranges
     */
    public Optional<Set<String>> paths(DistributionFile file) throws IOException {
        if (file.isLocal() || http.isOffline() || !servers.allowsRanges(file.url())) {
            return Optional.empty();
        }
        return ranged(file, () -> {
            Optional<ByteRanges> ranges = RemoteRanges.open(http, file, servers);
            return ranges.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZipListing.read(ranges.get(), file.fileName())
                            .members()
                            .keySet());
        });
    }

    private Optional<byte[]> ranged(DistributionFile file) throws IOException {
        return ranged(file, () -> {
            Optional<WheelMetadata> guessed = RemoteRanges.guess(http, file, servers);
            if (guessed.isPresent()) {
                servers.learn(file, guessed.get());
                return Optional.of(guessed.get().bytes());
            }
            Optional<ByteRanges> ranges = RemoteRanges.open(http, file, servers);
            if (ranges.isEmpty()) {
                return Optional.empty();
            }
            WheelMetadata found = WheelMetadata.read(ranges.get(), file.fileName());
            servers.learn(file, found);
            return Optional.of(found.bytes());
        });
    }

    /** Requests of ranges of a file. */
    @FunctionalInterface
    private interface RangeRequests<T> {
        Optional<T> run() throws IOException;
    }

    /**
     * Reads a part of a file by ranges. No failure of a range is reported: servers and proxies refuse ranges in many ways.
     * If the file itself is missing, forbidden or damaged, the following request for the complete file reports it.
     */
    private <T> Optional<T> ranged(DistributionFile file, RangeRequests<T> requests) throws IOException {
        try {
            return requests.run();
        } catch (RangesRefused e) {
            return Optional.empty();
        } catch (HttpFailure failed) {
            servers.refusesRanges(file.url());
            return Optional.empty();
        } catch (UnauthorizedException e) {
            if (e.isOfProxy()) {
                throw e;
            }
            return Optional.empty();
        } catch (UserException damaged) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path wheel, DistributionFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(wheel)) {
            return WheelMetadata.read(ByteRanges.of(channel), file.fileName()).bytes();
        }
    }
}
