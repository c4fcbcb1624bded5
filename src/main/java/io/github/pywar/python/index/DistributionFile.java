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
 * File of a project, as a page describes it (simple repository API), or the source code that a direct reference names. The
 * description is not verified before the file is read.
 *
 * @param fileName without a folder; of source code that is not a file, the last part of its URL
 * @param url absolute, without fragment; {@code https}, {@code http} or {@code file}. Of a folder, {@code file} with a slash
 *     at the end. Of a revision, {@code git+...} or {@code hg+...} with {@code @} and the complete commit id at the end
 * @param hashes algorithm to hex digits, unchanged
 * @param requiresPython the specifiers, unchanged
 * @param size in bytes, if the page has it
 * @param uploaded time of the upload to the index, unparsed
 * @param yanked the reason why the file was yanked, perhaps an empty text; empty if it was not (PEP 592)
 * @param coreMetadata the hashes of its {@code .metadata} file, perhaps none; empty if the page advertises no such file
 * @param indexId the index's name in messages
 * @param subdirectory of the source code in which the project is; empty for its top folder
 * @param provenance URL of its attestations, if the page has one (PEP 740)
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
        String indexId,
        Optional<String> subdirectory,
        Optional<URI> provenance) {

    /** What a description refers to. Everything but a wheel is source code, from which a wheel can be built. */
    public enum Kind {
        /** A wheel. */
        WHEEL,
        /** A source distribution, or another archive of source code. */
        ARCHIVE,
        /** A folder of this machine. */
        FOLDER,
        /** A commit of a version control system. */
        REVISION
    }

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public DistributionFile {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        coreMetadata = coreMetadata.isPresent()
                ? Optional.of(Collections.unmodifiableMap(new TreeMap<>(coreMetadata.get())))
                : coreMetadata;
    }

    /** @return a builder */
    public static Builder builder(String fileName, URI url) {
        return new Builder(fileName, url);
    }

    /** @return whether it has the name of a wheel */
    public boolean isWheel() {
        return fileName.endsWith(".whl");
    }

    /** @return what the description refers to */
    public Kind kind() {
        if (isWheel()) {
            return Kind.WHEEL;
        }
        if (url.getScheme().indexOf('+') > 0) {
            return Kind.REVISION;
        }
        return isLocal() && url.getRawPath().endsWith("/") ? Kind.FOLDER : Kind.ARCHIVE;
    }

    /** @return whether it was yanked (PEP 592) */
    public boolean isYanked() {
        return yanked.isPresent();
    }

    /** @return whether it is on this machine */
    public boolean isLocal() {
        return "file".equals(url.getScheme());
    }

    /** @return the time of the upload (PEP 700); empty if the page has no valid time */
    public Optional<Instant> uploadTime() {
        try {
            return uploaded.map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** @return its SHA-256; empty if the page has no valid one */
    public Optional<Sha256> sha256() {
        String hex = hashes.getOrDefault("sha256", "").toLowerCase(Locale.ROOT);
        return SHA256.matcher(hex).matches() ? Optional.of(new Sha256(hex)) : Optional.empty();
    }

    /** @return the same file with that size */
    DistributionFile withSize(long bytes) {
        return new DistributionFile(
                fileName,
                url,
                hashes,
                requiresPython,
                OptionalLong.of(bytes),
                uploaded,
                yanked,
                coreMetadata,
                indexId,
                subdirectory,
                provenance);
    }

    /** @return the URL of its {@code .metadata} file (PEP 658) */
    public URI metadataUrl() {
        String text = url.toString();
        int query = text.indexOf('?');
        return URI.create(
                query < 0 ? text + ".metadata" : text.substring(0, query) + ".metadata" + text.substring(query));
    }

    /** The URL is enough: two files are hardly ever at one URL, and hashing all fields takes longer. */
    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        return fileName;
    }

    /** Builder of a file's description; not safe for concurrent use. */
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
        private Optional<String> subdirectory = Optional.empty();
        private Optional<URI> provenance = Optional.empty();

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

        /** @param specifiers of the supported Python versions */
        public Builder requiresPython(String specifiers) {
            requiresPython = Optional.of(specifiers);
            return this;
        }

        /** @param bytes its size */
        public Builder size(long bytes) {
            size = OptionalLong.of(bytes);
            return this;
        }

        /** @param when time of the upload, unparsed */
        public Builder uploaded(String when) {
            uploaded = Optional.of(when);
            return this;
        }

        /** @param reason why it was yanked; may be empty */
        public Builder yanked(String reason) {
            yanked = Optional.of(reason);
            return this;
        }

        /** @param known hashes of the advertised {@code .metadata} file */
        public Builder coreMetadata(Map<String, String> known) {
            coreMetadata = Optional.of(known);
            return this;
        }

        /** @param id the index's name in messages */
        public Builder indexId(String id) {
            indexId = id;
            return this;
        }

        /** @param folder of the source code in which the project is, with {@code /} */
        public Builder subdirectory(String folder) {
            subdirectory = Optional.of(folder);
            return this;
        }

        /** @param url of its attestations */
        public Builder provenance(URI url) {
            provenance = Optional.of(url);
            return this;
        }

        /** @return the file */
        public DistributionFile build() {
            return new DistributionFile(
                    fileName,
                    url,
                    hashes,
                    requiresPython,
                    size,
                    uploaded,
                    yanked,
                    coreMetadata,
                    indexId,
                    subdirectory,
                    provenance);
        }
    }
}
