package io.github.pywar.app.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.cache.Cache;
import com.google.cloud.tools.jib.cache.CacheCorruptedException;
import com.google.cloud.tools.jib.cache.CachedLayer;
import com.google.cloud.tools.jib.image.ReproducibleLayerBuilder;
import com.google.common.collect.ImmutableList;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Layers with the same compressed bytes on every machine. jib-core compresses with the zlib of the JDK, and distributions
 * have different ones. It takes layers from its caches before it makes them, so they are put there first.
 *
 * @param folder of the cache
 */
record EqualLayers(Path folder) {

    private static final String SELECTORS = "selectors";
    private static final int MAX_MANIFEST = 1 << 20;

    /** Puts the layer of an application into the cache. */
    void add(FileEntriesLayer layer) throws IOException {
        try {
            ImmutableList<FileEntry> entries = ImmutableList.copyOf(layer.getEntries());
            Cache cache = Cache.withDirectory(folder);
            if (cache.retrieve(entries).isEmpty()) {
                Blob tar = new ReproducibleLayerBuilder(entries).build();
                CachedLayer usual = cache.writeUncompressedLayer(tar, entries);
                CachedLayer equal =
                        cache.writeCompressedLayer(Blobs.from(out -> EqualGzip.write(tar::writeTo, out), false));
                select(usual.getDigest().getHash(), equal.getDigest().getHash());
            }
        } catch (CacheDirectoryCreationException | CacheCorruptedException e) {
            throw new IOException("the cache of layers cannot be used: " + folder, e);
        }
    }

    /** The cache finds the layer of some files by a small file that contains the digest of the layer. */
    private void select(String usual, String equal) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(SELECTORS))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).equals(usual)) {
                    Files.writeString(file, equal);
                    return;
                }
            }
        }
        throw new IllegalStateException("jib-core keeps no selector of the layer " + usual);
    }

    /** Puts the layers of a base image into the cache, if they are not compressed. */
    void addBase(Path image) throws IOException {
        try (TarFile tar = new TarFile(image)) {
            Cache cache = Cache.withDirectory(folder);
            for (String name : layers(tar)) {
                TarArchiveEntry entry = entry(tar, name);
                if (entry != null && !isCompressed(tar, entry)) {
                    add(tar, entry, cache);
                }
            }
        } catch (CacheDirectoryCreationException | CacheCorruptedException | DigestException e) {
            throw new IOException("the cache of base images cannot be used: " + folder, e);
        }
    }

    private static void add(TarFile tar, TarArchiveEntry entry, Cache cache)
            throws IOException, CacheCorruptedException, DigestException {
        DescriptorDigest id;
        try (InputStream in = tar.getInputStream(entry)) {
            id = DescriptorDigest.fromHash(Sha256.of(in).hex());
        }
        if (cache.retrieveTarLayer(id).isEmpty()) {
            cache.writeTarLayer(
                    id,
                    Blobs.from(
                            out -> EqualGzip.write(
                                    target -> {
                                        try (InputStream in = tar.getInputStream(entry)) {
                                            in.transferTo(target);
                                        }
                                    },
                                    out),
                            false));
        }
    }

    /** Returns no layers for a file that is no image: jib-core reports it. */
    private static List<String> layers(TarFile tar) throws IOException {
        TarArchiveEntry manifest = entry(tar, "manifest.json");
        if (manifest == null) {
            return List.of();
        }
        try (InputStream in = tar.getInputStream(manifest)) {
            JsonNode layers =
                    Json.read(in.readNBytes(MAX_MANIFEST), "manifest.json").at("/0/Layers");
            return Stream.iterate(0, at -> at < layers.size(), at -> at + 1)
                    .map(at -> layers.get(at).asText())
                    .toList();
        }
    }

    private static TarArchiveEntry entry(TarFile tar, String name) {
        return tar.getEntries().stream()
                .filter(one -> one.getName().equals(name) && one.isFile())
                .findFirst()
                .orElse(null);
    }

    private static boolean isCompressed(TarFile tar, TarArchiveEntry entry) throws IOException {
        try (InputStream in = tar.getInputStream(entry)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }
}
