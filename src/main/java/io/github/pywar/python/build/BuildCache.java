package io.github.pywar.python.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cache of built wheels and of their metadata. The wheels are in the store of all wheels; an entry of the cache has only
 * the hash. A damaged or incomplete entry is none.
 *
 * @param folder with a file for each entry; it need not exist
 * @param store of the wheels
 */
record BuildCache(Path folder, WheelStore store) {

    private static final CacheFormat FORMAT = new CacheFormat(1);

    private static final int LARGEST = 1 << 20;
    private static final int LARGEST_METADATA = 32 << 20;

    /** Name of this machine as an index, for messages. */
    private static final String ORIGIN = "this machine";

    /**
     * A built wheel.
     *
     * @param fileName of the wheel
     * @param sha256 of the wheel
     * @param python version of the Python that built it
     * @param requires the requirements that the backend asked for
     * @param versions of the build requirements, by name
     */
    record Entry(
            String fileName, String sha256, String python, List<String> requires, SortedMap<String, String> versions) {}

    /** Returns the wheel of an earlier build. */
    Optional<Entry> find(String key) throws IOException {
        Optional<byte[]> bytes = read(folder.resolve(key + ".json"), LARGEST);
        try {
            return bytes.map(text -> entry(Json.read(text, key))).filter(BuildCache::isComplete);
        } catch (UserException damaged) {
            return Optional.empty();
        }
    }

    private static boolean isComplete(Entry entry) {
        return entry.sha256.matches("[0-9a-f]{64}") && entry.fileName.matches("[^/\\\\\\x00-\\x1f]{1,250}\\.whl");
    }

    private static Entry entry(JsonNode node) {
        List<String> requires = new ArrayList<>();
        node.path("requires").forEach(one -> requires.add(one.asText()));
        SortedMap<String, String> versions = new TreeMap<>();
        node.path("versions")
                .properties()
                .forEach(one -> versions.put(one.getKey(), one.getValue().asText()));
        return new Entry(
                node.path("fileName").asText(),
                node.path("sha256").asText(),
                node.path("python").asText(),
                requires,
                versions);
    }

    /** Opens the wheel of an entry; empty if the store does not have it any more. */
    Optional<Wheel> open(Entry entry) throws IOException {
        try {
            return Optional.of(store.fetch(file(folder.resolve("none").resolve(entry.fileName), entry.sha256)));
        } catch (UserException gone) {
            return Optional.empty();
        }
    }

    /**
     * Adds a wheel. The entry is written last, so a build that is killed before leaves none.
     *
     * @param wheel a file outside of the store
     * @return the wheel in the store
     */
    Wheel add(String key, Path wheel, String python, List<String> requires, SortedMap<String, String> versions)
            throws IOException {
        String sha256 = Sha256.of(wheel).hex();
        Wheel stored = store.fetch(file(wheel, sha256));
        write(key, new Entry(wheel.getFileName().toString(), sha256, python, requires, versions));
        return stored;
    }

    /** Enters the wheel of a key under another one as well, unless that has a wheel. */
    void enterAlso(String key, String other) throws IOException {
        Optional<Entry> entry = find(other).isEmpty() ? find(key) : Optional.empty();
        if (entry.isPresent()) {
            write(other, entry.get());
        }
    }

    private void write(String key, Entry entry) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fileName", entry.fileName);
        fields.put("sha256", entry.sha256);
        fields.put("python", entry.python);
        fields.put("requires", entry.requires);
        fields.put("versions", entry.versions);
        write(folder.resolve(key + ".json"), Json.write(fields));
    }

    private static DistributionFile file(Path wheel, String sha256) {
        return DistributionFile.builder(wheel.getFileName().toString(), wheel.toUri())
                .hash("sha256", sha256)
                .indexId(ORIGIN)
                .build();
    }

    /** Returns the METADATA of an earlier build. */
    Optional<byte[]> metadata(String key) throws IOException {
        return read(folder.resolve(key + ".metadata"), LARGEST_METADATA);
    }

    /** Adds METADATA. */
    void addMetadata(String key, byte[] metadata) throws IOException {
        write(folder.resolve(key + ".metadata"), metadata);
    }

    private static Optional<byte[]> read(Path file, int largest) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > largest) {
            return Optional.empty();
        }
        return SharedFile.read(file).flatMap(bytes -> format(file).read(bytes, CacheReader::rest));
    }

    private static void write(Path file, byte[] content) throws IOException {
        AtomicFile.write(file, format(file).write(new CacheWriter().rest(content)));
    }

    private static CacheFormat format(Path file) {
        return FORMAT.of(file.getFileName().toString());
    }
}
