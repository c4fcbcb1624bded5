package io.github.pywar.python.lock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
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

    private final Kind kind;
    private final String name;
    private final String url;
    private final String path;
    private final long size;
    private final OffsetDateTime uploadTime;
    private final Map<String, String> hashes;

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
    }

    private LockedArtifact(LockedArtifact other, Kind kind, long size, OffsetDateTime uploadTime) {
        this.kind = kind;
        this.name = other.name;
        this.hashes = other.hashes;
        this.url = other.url;
        this.path = other.path;
        this.size = size;
        this.uploadTime = uploadTime;
    }

    private LockedArtifact(String name, String url, String path, Map<String, String> hashes) {
        if (hashes.isEmpty()) {
            throw new IllegalArgumentException("no hash of " + name);
        }
        this.kind = Kind.WHEEL;
        this.name = name;
        this.hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        this.url = url;
        this.path = path;
        this.size = -1;
        this.uploadTime = null;
    }

    /**
     * Returns the wheel of an index or of a direct reference.
     *
     * @param url the URL of the wheel; without credentials, because a lock is shared
     * @param hashes by algorithm, {@code sha256} to hexadecimal digits; at least one
     */
    public static LockedArtifact wheel(String name, URI url, Map<String, String> hashes) {
        if (!Credentials.withoutUserInfo(url).equals(url)) {
            throw new IllegalArgumentException("credentials in the URL of " + name);
        }
        return new LockedArtifact(name, url.toString(), null, hashes);
    }

    /**
     * Returns a wheel in the directory of the lock, or below it.
     *
     * @param path relative to the directory of the lock, with {@code /}
     */
    public static LockedArtifact localWheel(String name, String path, Map<String, String> hashes) {
        return new LockedArtifact(name, null, path, hashes);
    }

    /** @return a copy with the size in bytes */
    public LockedArtifact withSize(long bytes) {
        return new LockedArtifact(this, kind, bytes, uploadTime);
    }

    /** @return a copy with the upload time */
    public LockedArtifact withUploadTime(OffsetDateTime time) {
        return new LockedArtifact(this, kind, size, time);
    }

    /** @return a copy for a direct reference; the standard has the key {@code archive} for those */
    public LockedArtifact asArchive() {
        return new LockedArtifact(this, Kind.ARCHIVE, size, uploadTime);
    }

    static LockedArtifact read(Kind kind, TomlFields table) {
        if (kind == Kind.VCS) {
            table.requiredString("type");
            table.requiredString("commit-id");
            table.string("requested-revision");
        }
        table.checkBoolean("editable");
        table.string("subdirectory");
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

    /**
     * Checks that the artifact is a wheel.
     *
     * @return this
     * @throws UserException if the artifact needs a build
     */
    public LockedArtifact requireWheel() {
        if (!isWheel()) {
            throw UserException.of(
                            "The lock has `" + name + "`, which is source code: wheels are not built from source yet")
                    .hint("upload a wheel of it to an index, and lock again");
        }
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
