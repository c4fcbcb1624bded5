package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One source of a package: a file with its hashes, or a source tree. */
public final class LockedArtifact {

    /** Kind of artifact; only a wheel needs no build. */
    public enum Kind {
        WHEEL,
        SDIST,
        ARCHIVE,
        VCS,
        DIRECTORY
    }

    /**
     * Revision of a version control system.
     *
     * @param system for example {@code git}
     * @param commit the complete commit id
     * @param requested the revision as it was declared; empty for the default branch
     */
    public record LockedRevision(String system, String commit, Optional<String> requested) {}

    private final Kind kind;
    private final String name;
    private final String url;
    private final String path;
    private final long size;
    private final OffsetDateTime uploadTime;
    private final Map<String, String> hashes;
    private final String subdirectory;
    private final LockedRevision revision;

    private LockedArtifact(Kind kind, TomlFields table) {
        this.kind = kind;
        this.url = table.string("url").orElse(null);
        this.path = table.string("path").orElse(null);
        this.size = table.integer("size").orElse(-1L);
        this.uploadTime = table.time("upload-time").orElse(null);
        if (kind == Kind.DIRECTORY ? path == null : url == null && path == null) {
            throw table.error("", kind == Kind.DIRECTORY ? "has no `path`" : "has neither `url` nor `path`");
        }
        this.name = table.string("name").orElseGet(() -> lastName(url, path));
        boolean isFile = kind != Kind.VCS && kind != Kind.DIRECTORY;
        this.hashes = isFile ? hashes(table) : Map.of();
        this.subdirectory = table.string("subdirectory").orElse(null);
        this.revision = kind == Kind.VCS ? revision(table) : null;
    }

    private static LockedRevision revision(TomlFields table) {
        return new LockedRevision(
                table.requiredString("type"), table.requiredString("commit-id"), table.string("requested-revision"));
    }

    private LockedArtifact(LockedArtifact other, Kind kind, long size, OffsetDateTime uploadTime, String subdirectory) {
        this.kind = kind;
        this.name = other.name;
        this.hashes = other.hashes;
        this.url = other.url;
        this.path = other.path;
        this.size = size;
        this.uploadTime = uploadTime;
        this.subdirectory = subdirectory;
        this.revision = other.revision;
    }

    private LockedArtifact(
            Kind kind, String name, String url, String path, Map<String, String> hashes, LockedRevision revision) {
        this.kind = kind;
        this.name = name;
        this.hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        this.url = url;
        this.path = path;
        this.size = -1;
        this.uploadTime = null;
        this.subdirectory = null;
        this.revision = revision;
    }

    /**
     * Returns a file of an index or of a direct reference. A name with the suffix {@code .whl} is that of a wheel, any other
     * that of a source distribution.
     *
     * @param url the URL of the file; without credentials, because a lock is shared
     * @param hashes by algorithm, {@code sha256} to hexadecimal digits; at least one
     */
    public static LockedArtifact file(String name, URI url, Map<String, String> hashes) {
        return new LockedArtifact(kindOf(name), name, withoutCredentials(url), null, withHash(name, hashes), null);
    }

    /**
     * Returns a file in the directory of the lock, or below it.
     *
     * @param path relative to the directory of the lock, with {@code /}
     */
    public static LockedArtifact localFile(String name, String path, Map<String, String> hashes) {
        return new LockedArtifact(kindOf(name), name, null, path, withHash(name, hashes), null);
    }

    /**
     * Returns a revision of a repository.
     *
     * @param url as the version control system takes it; without credentials
     */
    public static LockedArtifact revision(URI url, LockedRevision revision) {
        return new LockedArtifact(
                Kind.VCS, lastName(url.toString(), null), withoutCredentials(url), null, Map.of(), revision);
    }

    /** Returns a revision of a repository in the directory of the lock, or below it. */
    public static LockedArtifact localRevision(String path, LockedRevision revision) {
        return new LockedArtifact(Kind.VCS, lastName(null, path), null, path, Map.of(), revision);
    }

    /** Returns source code in the directory of the lock, or below it. */
    public static LockedArtifact directory(String path) {
        return new LockedArtifact(Kind.DIRECTORY, lastName(null, path), null, path, Map.of(), null);
    }

    private static Kind kindOf(String name) {
        return name.endsWith(".whl") ? Kind.WHEEL : Kind.SDIST;
    }

    /** The user {@code git} of a URL is not a secret. */
    private static String withoutCredentials(URI url) {
        boolean isBare = Credentials.withoutUserInfo(url).equals(url) || "git".equals(url.getRawUserInfo());
        if (!isBare) {
            throw new IllegalArgumentException("credentials in the URL of a lock");
        }
        return url.toString();
    }

    private static Map<String, String> withHash(String name, Map<String, String> hashes) {
        if (hashes.isEmpty()) {
            throw new IllegalArgumentException("no hash of " + name);
        }
        return hashes;
    }

    /** @return a copy with the size in bytes */
    public LockedArtifact withSize(long bytes) {
        return new LockedArtifact(this, kind, bytes, uploadTime, subdirectory);
    }

    /** @return a copy with the upload time */
    public LockedArtifact withUploadTime(OffsetDateTime time) {
        return new LockedArtifact(this, kind, size, time, subdirectory);
    }

    /** @return a copy with the folder of the project in the source code */
    public LockedArtifact withSubdirectory(String folder) {
        return new LockedArtifact(this, kind, size, uploadTime, folder);
    }

    /** @return a copy for a direct reference; the standard has the key {@code archive} for those */
    public LockedArtifact asArchive() {
        return new LockedArtifact(this, Kind.ARCHIVE, size, uploadTime, subdirectory);
    }

    static LockedArtifact read(Kind kind, TomlFields table) {
        table.checkBoolean("editable");
        return new LockedArtifact(kind, table);
    }

    private static Map<String, String> hashes(TomlFields table) {
        if (!table.has("hashes")) {
            throw table.error("hashes", "is missing");
        }
        Map<String, String> hashes = new TreeMap<>(table.stringTable("hashes"));
        if (hashes.isEmpty()) {
            throw table.error("hashes", "is empty");
        }
        return Collections.unmodifiableMap(hashes);
    }

    /** The path has precedence; the last part of the URL is decoded once. */
    private static String lastName(String url, String path) {
        if (path != null) {
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        }
        String plain = url.replaceFirst("[?#].*", "");
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return last;
        }
    }

    /** @return the kind */
    public Kind kind() {
        return kind;
    }

    /** @return whether it needs no build: a wheel of an index, or of a direct reference */
    public boolean isWheel() {
        return kind == Kind.WHEEL || kind == Kind.ARCHIVE && name.endsWith(".whl");
    }

    /** @return the file name */
    public String name() {
        return name;
    }

    /** @return the URL; may be relative to the lock */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** @return the path, relative to the directory of the lock */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /** @return the size in bytes; empty if the lock has none */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** @return the upload time; empty if the lock has none */
    public Optional<OffsetDateTime> uploadTime() {
        return Optional.ofNullable(uploadTime);
    }

    /** @return hexadecimal digests by algorithm; empty for a source tree */
    public Map<String, String> hashes() {
        return hashes;
    }

    /** @return the folder of the project in the source code; empty for its top folder */
    public Optional<String> subdirectory() {
        return Optional.ofNullable(subdirectory);
    }

    /** @return the revision; empty if it is not of version control */
    public Optional<LockedRevision> revision() {
        return Optional.ofNullable(revision);
    }

    @Override
    public String toString() {
        return name;
    }
}
