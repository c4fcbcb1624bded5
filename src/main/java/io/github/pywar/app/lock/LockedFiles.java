package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Download locations of the files of a lock.
 *
 * @param lock that names the files
 * @param declaredUrls URLs in requirements by package; they may have credentials and a query, which a lock never has
 * @param project the project's folder; a local file must be in it, or in the folder of the lock
 */
record LockedFiles(ProjectLock lock, Map<PackageName, URI> declaredUrls, Path project) {

    /** Returns the file to download. Its size and hash are checked during the download. */
    DistributionFile file(LockSelection selected) {
        LockedArtifact artifact = selected.artifact().requireWheel();
        if (artifact.hashes().keySet().stream()
                .noneMatch(name -> DigestAlgorithm.strong(name).isPresent())) {
            throw UserException.of("The lock has no secure hash of `" + artifact.name() + "`, only: "
                            + String.join(", ", artifact.hashes().keySet()))
                    .hint("lock again, from an index that lists sha256 hashes");
        }
        DistributionFile.Builder file = DistributionFile.builder(artifact.name(), location(selected))
                .indexId(indexId(selected.locked()).orElse("the lock"));
        artifact.hashes().forEach(file::hash);
        artifact.size().ifPresent(file::size);
        return file.build();
    }

    /** Returns where the file is. The path has precedence over the URL (PEP 751). */
    private URI location(LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        if (artifact.path().isPresent()) {
            return inside(path(artifact.path().get(), artifact), artifact).toUri();
        }
        URI location = url(artifact);
        if ("file".equalsIgnoreCase(location.getScheme())) {
            return inside(FileUrl.path(location), artifact).toUri();
        }
        return Optional.ofNullable(declaredUrls.get(selected.locked().name()))
                .filter(url -> Credentials.bare(url).equals(location))
                .orElse(location);
    }

    /** Returns the remote URL by which a direct reference names the file; empty for other files. */
    Optional<URI> directUrl(LockSelection selected) {
        return Optional.of(selected)
                .filter(one -> one.artifact().kind() == LockedArtifact.Kind.ARCHIVE)
                .map(this::location)
                .filter(location -> !"file".equals(location.getScheme()));
    }

    /** Returns the URLs in requirements, without their fragments. */
    static Map<PackageName, URI> declaredUrls(DeclaredDependencies declared) {
        Map<PackageName, URI> urls = new HashMap<>();
        for (DeclaredRequirement one : declared.requirements()) {
            one.requirement().url().map(url -> url.replaceFirst("#.*", "")).ifPresent(url -> {
                try {
                    urls.put(one.requirement().name(), new URI(url));
                } catch (URISyntaxException e) {
                    throw UserException.of("`" + one + "` has no valid URL");
                }
            });
        }
        return urls;
    }

    private Path path(String path, LockedArtifact artifact) {
        try {
            return lock.settings().folder().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw notLocated(artifact, "`path` is not a file path", printable(path));
        }
    }

    /** Checks that a lock from elsewhere does not put files of this machine into an archive, by path or by link. */
    private Path inside(Path location, LockedArtifact artifact) {
        Path file = location.toAbsolutePath().normalize();
        if (!isInside(file) || Files.exists(file) && !isInside(real(file))) {
            throw UserException.of(lock + " refers to a file outside the project: `" + printable(artifact.name()) + "`"
                            + "\n    its location: " + printable(file.toString()))
                    .hint("put the wheel into the project's folder, or on an index, and lock again");
        }
        return file;
    }

    private boolean isInside(Path file) {
        return Stream.of(lock.settings().folder(), project)
                .flatMap(folder -> Stream.of(folder.toAbsolutePath().normalize(), real(folder)))
                .anyMatch(file::startsWith);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException unreadable) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** A URL in a lock may be relative to the lock. */
    private URI url(LockedArtifact artifact) {
        String url = artifact.url().orElseThrow();
        try {
            URI resolved = lock.settings().folder().toUri().resolve(new URI(url));
            return UrlText.parse(resolved.toString()).orElseThrow(() -> invalidUrl(artifact, url));
        } catch (URISyntaxException e) {
            throw invalidUrl(artifact, url);
        }
    }

    private UserException invalidUrl(LockedArtifact artifact, String url) {
        return notLocated(artifact, "`url` is neither `http`, `https` nor `file`", UrlText.shown(printable(url)));
    }

    private UserException notLocated(LockedArtifact artifact, String fault, String value) {
        return UserException.of(lock + " has no valid location of `" + printable(artifact.name()) + "`: its " + fault
                        + "\n    its value: " + value)
                .hint("lock again, with the tool that wrote it or with `mvn pywar:lock`");
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Returns the id of the index when the lock was made, else the host of its URL. */
    Optional<String> indexId(LockedPackage locked) {
        Map<String, String> ids = lock.indexIds();
        return locked.index().flatMap(url -> Optional.ofNullable(ids.get(url)).or(() -> host(url)));
    }

    /** The other parts of a URL may be a password, or a path on one machine. */
    private static Optional<String> host(String url) {
        return UrlText.parse(url).map(URI::getHost);
    }
}
