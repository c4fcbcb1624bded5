package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.wheel.ByteRanges;
import io.github.pywar.python.wheel.WheelMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * METADATA of wheels, with as few bytes as the index allows: the {@code .metadata} file where it is advertised (PEP 658,
 * 714), else ranges of the wheel, else the whole wheel. What is known of a file with a hash is never asked for again.
 * Safe for several threads.
 */
public final class MetadataSource {

    /** Where whole wheels come from when a server leaves no other way. */
    @FunctionalInterface
    public interface Wheels {

        /** @return the wheel on this machine, checked against its hash */
        Path fetch(DistributionFile file) throws IOException;
    }

    private final Http http;
    private final MetadataCache cache;
    private final Wheels wheels;
    private final RangeServers servers = new RangeServers();
    private final OnceEach<URI, byte[]> answers = OnceEach.forgetting();

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
        return answers.get(file.url(), () -> find(file)).clone();
    }

    /** @return whether {@link #metadata} would answer without asking anybody */
    public boolean isKnown(DistributionFile file) throws IOException {
        return file.isLocal() || cache.find(file, http.isOffline()).isPresent();
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
                    .hint("build once without `-o`");
        }
        byte[] metadata = ask(file);
        cache.keep(file, metadata);
        return metadata;
    }

    private byte[] ask(DistributionFile file) throws IOException {
        Optional<byte[]> advertised = new AdvertisedMetadata(http).read(file);
        if (advertised.isPresent()) {
            return advertised.get();
        }
        Optional<byte[]> ranged = servers.allowsRanges(file.url()) ? ranged(file) : Optional.empty();
        return ranged.isPresent() ? ranged.get() : whole(wheels.fetch(file), file);
    }

    /** Whatever is wrong with the ranges of a file, the whole file tells whether it is the file's own fault. */
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
        } catch (UnauthorizedException e) {
            throw e;
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
