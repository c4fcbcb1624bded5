package io.github.pywar.python.lock;

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

/** One way to get a package: a file with its hashes, or a place of source code. */
public final class LockedArtifact {

    /** What it is; only a wheel needs no building. */
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

    private LockedArtifact(Kind kind, LockTable table) {
        this.kind = kind;
        this.url = table.text("url").orElse(null);
        this.path = table.text("path").orElse(null);
        this.size = table.wholeNumber("size").orElse(-1L);
        this.uploadTime = table.time("upload-time").orElse(null);
        if (kind == Kind.DIRECTORY ? path == null : url == null && path == null) {
            throw table.fault("", kind == Kind.DIRECTORY ? "has no `path`" : "has neither `url` nor `path`");
        }
        this.name = table.text("name").orElseGet(() -> lastName(url, path));
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
     * A wheel that was chosen from an index or a direct reference.
     *
     * @param url where it is to be had; one with credentials is a caller's bug, because a lock is shared
     * @param hashes by algorithm, {@code sha256} to hexadecimal digits; at least one
     */
    public static LockedArtifact wheel(String name, URI url, Map<String, String> hashes) {
        if (!Credentials.withoutUserInfo(url).equals(url)) {
            throw new IllegalArgumentException("credentials in the URL of " + name);
        }
        return new LockedArtifact(name, url.toString(), null, hashes);
    }

    /**
     * A wheel that lies beside the lock.
     *
     * @param path relative to the lock's folder, with {@code /}
     */
    public static LockedArtifact localWheel(String name, String path, Map<String, String> hashes) {
        return new LockedArtifact(name, null, path, hashes);
    }

    /** @return the same with its size in bytes */
    public LockedArtifact withSize(long bytes) {
        return new LockedArtifact(this, kind, bytes, uploadTime);
    }

    /** @return the same with the time of its upload */
    public LockedArtifact withUploadTime(OffsetDateTime time) {
        return new LockedArtifact(this, kind, size, time);
    }

    /** @return the same wheel as one that a requirement names by its URL or path: the standard has a key of its own */
    public LockedArtifact named() {
        return new LockedArtifact(this, Kind.ARCHIVE, size, uploadTime);
    }

    static LockedArtifact read(Kind kind, LockTable table) {
        if (kind == Kind.VCS) {
            table.requiredText("type");
            table.requiredText("commit-id");
            table.text("requested-revision");
        }
        table.checkTruth("editable");
        table.text("subdirectory");
        return new LockedArtifact(kind, table);
    }

    private static Map<String, String> hashes(LockTable table) {
        Map<String, String> hashes = new TreeMap<>();
        LockTable given = table.table("hashes").orElseThrow(() -> table.fault("hashes", "is missing"));
        given.values()
                .keySet()
                .forEach(algorithm -> hashes.put(algorithm.toString(), given.requiredText(algorithm.toString())));
        if (hashes.isEmpty()) {
            throw table.fault("hashes", "is empty");
        }
        return Collections.unmodifiableMap(hashes);
    }

    /** The path wins over the URL, whose last part is decoded once. */
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

    /** @return what it is */
    public Kind kind() {
        return kind;
    }

    /** @return whether it needs no building: a wheel of an index, or one that a requirement names */
    public boolean isWheel() {
        return kind == Kind.WHEEL || kind == Kind.ARCHIVE && name.endsWith(".whl");
    }

    /** @return the file's name */
    public String name() {
        return name;
    }

    /** @return where it is to be had; may be relative to the lock */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** @return where it lies, relative to the lock's folder */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /** @return its size in bytes, where the lock tells it */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** @return when it was uploaded, where the lock tells it */
    public Optional<OffsetDateTime> uploadTime() {
        return Optional.ofNullable(uploadTime);
    }

    /** @return its digests in hexadecimal digits, by algorithm; empty for source code that is no file */
    public Map<String, String> hashes() {
        return hashes;
    }

    /**
     * @return this
     * @throws UserException where it had to be built first
     */
    public LockedArtifact requireWheel() {
        if (!isWheel()) {
            throw UserException.of(
                            "The lock names source code, `" + name + "`, and wheels are not built from source yet")
                    .hint("lock for a target that has a wheel of it, or put a wheel of it on an index");
        }
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
