package io.github.pywar.python.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Source of the publishers of files (PEP 740). Only the identities are read: the index states that it has verified them.
 * Attestations of a file never change, so they are requested once. Safe for several threads.
 */
public final class ProvenanceSource {

    /** In bytes; an attestation has about 6 kB, and a file seldom more than two. */
    private static final int LARGEST = 1 << 20;

    /** More publishers of one file than any index allows. */
    private static final int MOST_PUBLISHERS = 20;

    private static final int LONGEST_CLAIM = 300;
    private static final String ACCEPT = "application/vnd.pypi.integrity.v1+json, application/json;q=0.5";
    private static final CacheFormat FORMAT = new CacheFormat(0x70795001);

    private final Http http;
    private final Path folder;
    private final Set<String> failedHosts = ConcurrentHashMap.newKeySet();

    /**
     * Creates a source.
     *
     * @param http for requests
     * @param folder of the cache; it need not exist
     */
    public ProvenanceSource(Http http, Path folder) {
        this.http = http;
        this.folder = folder;
    }

    /** A failure to read attestations. A build does not depend on them, so the caller reports it and continues. */
    public static final class Unreadable extends UserException {

        private static final long serialVersionUID = 1L;

        Unreadable(String what) {
            super(what, List.of());
        }
    }

    /**
     * Returns the publishers of a file.
     *
     * @return none if the index has no attestations of the file
     * @throws Unreadable if they cannot be read: offline, or the server failed; it is then not asked again
     */
    public List<Publisher> publishers(DistributionFile file) throws IOException {
        if (file.provenance().isEmpty() || file.sha256().isEmpty()) {
            return List.of();
        }
        URI url = file.provenance().get();
        String key = Sha256.of((url + " " + file.sha256().get()).getBytes(StandardCharsets.UTF_8))
                .hex();
        Optional<List<Publisher>> known = cached(key);
        if (known.isPresent()) {
            return known.get();
        }
        List<Publisher> publishers = request(url);
        keep(key, publishers);
        return publishers;
    }

    private List<Publisher> request(URI url) {
        if (http.isOffline()) {
            throw new Unreadable("it is not in the cache, and the build is offline");
        }
        if (failedHosts.contains(url.getHost())) {
            throw new Unreadable("`" + url.getHost() + "` failed before");
        }
        try {
            HttpRequest request = HttpRequest.of(url).header("Accept", ACCEPT).limit(LARGEST);
            return http.get(request, response -> {
                if (!response.isSuccess()) {
                    throw new Unreadable("`" + request.shown() + "` answered with " + response.status());
                }
                return read(response.bytes(), request.shown());
            });
        } catch (Unreadable known) {
            throw known;
        } catch (IOException | UserException failed) {
            failedHosts.add(url.getHost());
            String what = failed instanceof UserException refused ? refused.what() : failed.toString();
            throw new Unreadable(what.lines().findFirst().orElse(""));
        }
    }

    /** @throws Unreadable if it is not a provenance object of version 1 */
    static List<Publisher> read(byte[] json, String shown) {
        JsonNode root;
        try {
            root = Json.read(json, shown);
        } catch (UserException malformed) {
            throw new Unreadable(malformed.what().lines().findFirst().orElse(""));
        }
        JsonNode bundles = root.path("attestation_bundles");
        if (root.path("version").asInt() != 1 || !bundles.isArray()) {
            throw new Unreadable("`" + shown + "` is not a provenance object of version 1 (PEP 740)");
        }
        List<Publisher> publishers = new ArrayList<>();
        for (JsonNode bundle : bundles) {
            publisher(bundle.path("publisher")).ifPresent(publishers::add);
        }
        return publishers.stream().distinct().limit(MOST_PUBLISHERS).toList();
    }

    private static Optional<Publisher> publisher(JsonNode node) {
        Map<String, String> claims = new TreeMap<>();
        node.properties().forEach(field -> {
            String value = field.getValue().asText("");
            if (field.getValue().isTextual() && !value.isEmpty() && value.length() <= LONGEST_CLAIM) {
                claims.put(field.getKey(), value);
            }
        });
        return claims.containsKey("kind") ? Optional.of(new Publisher(claims)) : Optional.empty();
    }

    private Optional<List<Publisher>> cached(String key) throws IOException {
        Path file = folder.resolve(key);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        return FORMAT.of(key).read(Files.readAllBytes(file), ProvenanceSource::publishers);
    }

    private static List<Publisher> publishers(CacheReader in) {
        List<Publisher> publishers = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            publishers.add(new Publisher(in.map()));
        }
        return publishers;
    }

    private void keep(String key, List<Publisher> publishers) throws IOException {
        CacheWriter out = new CacheWriter().integer(publishers.size());
        publishers.forEach(one -> out.map(one.claims()));
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve(key), FORMAT.of(key).write(out));
    }
}
