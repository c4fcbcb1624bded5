package io.github.pywar.python.index;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.python.wheel.WheelMetadata;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * METADATA of wheels, with as few bytes as the index allows: the {@code .metadata} file where it is advertised (PEP 658,
 * 714), else ranges of the wheel, else the whole wheel. Metadata that an index sent for a file with a hash is requested
 * from that index again only by a refresh. Metadata from a wheel that was hashed here holds for every index. Safe for
 * several threads.
 */
public final class MetadataSource {

    /** Where whole wheels come from when a server leaves no other way. */
    @FunctionalInterface
    public interface Wheels {

        /**
         * @return the wheel on this machine, checked against its hash
         * @throws DamagedWheel where the file is the one that the index promises, and is no sound wheel of its name
         */
        Path fetch(DistributionFile file) throws IOException;
    }

    /** A file that is what its index promises, and no sound wheel: another version may do. */
    public static final class DamagedWheel extends UserException {

        private static final long serialVersionUID = 1L;

        private final transient DistributionFile file;

        /** @param refusal what is wrong with it */
        public DamagedWheel(DistributionFile file, UserException refusal) {
            super(refusal.what(), refusal.hints());
            this.file = file;
            initCause(refusal);
        }

        /** @return which file */
        public DistributionFile file() {
            return file;
        }
    }

    private final Http http;
    private final MetadataCache cache;
    private final Wheels wheels;
    private final RangeServers servers = new RangeServers();
    private final SingleFlight<DistributionFile, byte[]> answers = SingleFlight.forgetting();

    /**
     * @param http the way to servers
     * @param folder of the cache; created when it is needed
     * @param pages whose clock and freshness hold for files without a hash
     * @param wheels where whole wheels come from
     */
    public MetadataSource(Http http, Path folder, PageCache pages, Wheels wheels) {
        this.http = http;
        this.cache = new MetadataCache(folder, pages);
        this.wheels = wheels;
    }

    /**
     * @param file a wheel
     * @return the bytes of its METADATA
     * @throws UserException where it has none, or lies about it, or must not be asked for
     */
    public byte[] metadata(DistributionFile file) throws IOException {
        return answers.get(file, () -> find(file)).clone();
    }

    /** @return what the index sent of a wheel without the wheel, if its answer is in the cache */
    public Optional<byte[]> claimed(DistributionFile file) throws IOException {
        return file.isLocal() ? Optional.empty() : cache.findClaimed(file);
    }

    /** Forgets what was read of a file that turned out to be another. */
    public void forget(DistributionFile file) throws IOException {
        cache.forget(file);
    }

    /** Forgets the same in the cache of that folder, by who has no way to servers. */
    public static void forget(Path folder, Collection<DistributionFile> files) throws IOException {
        for (DistributionFile file : files) {
            MetadataCache.forget(folder, file);
        }
    }

    private byte[] find(DistributionFile file) throws IOException {
        if (file.isLocal()) {
            return whole(FileUrl.path(file.url()), file);
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
        return ask(file);
    }

    private byte[] ask(DistributionFile file) throws IOException {
        Optional<byte[]> claimed = new AdvertisedMetadata(http).read(file);
        if (claimed.isEmpty() && servers.allowsRanges(file.url())) {
            claimed = ranged(file);
        }
        if (claimed.isPresent()) {
            cache.keepClaimed(file, claimed.get());
            return claimed.get();
        }
        byte[] metadata = whole(wheels.fetch(file), file);
        if (file.sha256().isPresent()) {
            cache.keepSeen(file.sha256().get(), metadata);
        } else {
            cache.keepClaimed(file, metadata);
        }
        return metadata;
    }

    /**
     * Whatever is wrong with the ranges of a file, and however the server refuses them, the request for the whole file
     * tells whether it is the file's own fault.
     */
    private Optional<byte[]> ranged(DistributionFile file) throws IOException {
        try {
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

    private static byte[] whole(Path wheel, DistributionFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(wheel)) {
            return WheelMetadata.read(ByteRanges.of(channel), file.fileName()).bytes();
        }
    }
}
