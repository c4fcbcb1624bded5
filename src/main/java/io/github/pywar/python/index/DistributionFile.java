package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of a project, as its page describes it (simple repository API). Nothing of it is proven before the file is
 * read.
 *
 * @param fileName without any folder
 * @param url absolute, without fragment; {@code https}, {@code http} or {@code file}
 * @param hashes algorithm to hex digits, as given
 * @param requiresPython the specifiers, as given
 * @param size in bytes, where the page says it
 * @param uploaded when it came to the index, as the page says it; read only where somebody asks
 * @param yanked the reason for which it was taken back, which may be empty; no value: it was not (PEP 592)
 * @param coreMetadata the hashes of its {@code .metadata} file, perhaps none; no value: there may be no such file
 * @param indexId the index's name in messages
 */
public record DistributionFile(
        String fileName,
        URI url,
        Map<String, String> hashes,
        Optional<String> requiresPython,
        OptionalLong size,
        Optional<String> uploaded,
        Optional<String> yanked,
        Optional<Map<String, String>> coreMetadata,
        String indexId) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public DistributionFile {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        coreMetadata = coreMetadata.map(known -> Collections.unmodifiableMap(new TreeMap<>(known)));
    }

    /** @return the beginning of a file's description */
    public static Builder builder(String fileName, URI url) {
        return new Builder(fileName, url);
    }

    /** @return whether its name says that it is a wheel */
    public boolean isWheel() {
        return fileName.endsWith(".whl");
    }

    /** @return whether it was taken back */
    public boolean isYanked() {
        return yanked.isPresent();
    }

    /** @return whether it lies on this machine */
    public boolean isLocal() {
        return "file".equals(url.getScheme());
    }

    /** @return when it came to the index (PEP 700), where the page gives a time that can be one */
    public Optional<Instant> uploadTime() {
        try {
            return uploaded.map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** @return its SHA-256, where the page gives one that can be one */
    public Optional<Sha256> sha256() {
        return Optional.ofNullable(hashes.get("sha256"))
                .map(hex -> hex.toLowerCase(Locale.ROOT))
                .filter(hex -> SHA256.matcher(hex).matches())
                .map(Sha256::new);
    }

    /** @return this, with so many bytes */
    DistributionFile withSize(long bytes) {
        return new DistributionFile(
                fileName, url, hashes, requiresPython, OptionalLong.of(bytes), uploaded, yanked, coreMetadata, indexId);
    }

    /** @return where its {@code .metadata} file is, if there is one (PEP 658) */
    public URI metadataUrl() {
        String text = url.toString();
        int query = text.indexOf('?');
        return URI.create(
                query < 0 ? text + ".metadata" : text.substring(0, query) + ".metadata" + text.substring(query));
    }

    /** Two files are hardly ever at one URL; summing up all that is known of them would take longer. */
    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        return fileName;
    }

    /** Collects what a page says of a file; not safe for several threads. */
    public static final class Builder {

        private final String fileName;
        private final URI url;
        private final Map<String, String> hashes = new TreeMap<>();
        private Optional<String> requiresPython = Optional.empty();
        private OptionalLong size = OptionalLong.empty();
        private Optional<String> uploaded = Optional.empty();
        private Optional<String> yanked = Optional.empty();
        private Optional<Map<String, String>> coreMetadata = Optional.empty();
        private String indexId = "";

        private Builder(String fileName, URI url) {
            this.fileName = fileName;
            this.url = url;
        }

        /** Adds a hash. */
        public Builder hash(String algorithm, String hex) {
            hashes.put(algorithm, hex);
            return this;
        }

        /** Adds hashes. */
        public Builder hashes(Map<String, String> more) {
            hashes.putAll(more);
            return this;
        }

        /** @param specifiers the Pythons it is for */
        public Builder requiresPython(String specifiers) {
            requiresPython = Optional.of(specifiers);
            return this;
        }

        /** @param bytes how many it has */
        public Builder size(long bytes) {
            size = OptionalLong.of(bytes);
            return this;
        }

        /** @param when it came to the index, as the page says it */
        public Builder uploaded(String when) {
            uploaded = Optional.of(when);
            return this;
        }

        /** @param reason for which it was taken back; may be empty */
        public Builder yanked(String reason) {
            yanked = Optional.of(reason);
            return this;
        }

        /** @param known hashes of the {@code .metadata} file that is there */
        public Builder coreMetadata(Map<String, String> known) {
            coreMetadata = Optional.of(known);
            return this;
        }

        /** @param id the index's name in messages */
        public Builder indexId(String id) {
            indexId = id;
            return this;
        }

        /** @return the file */
        public DistributionFile build() {
            return new DistributionFile(
                    fileName, url, hashes, requiresPython, size, uploaded, yanked, coreMetadata, indexId);
        }
    }
}
