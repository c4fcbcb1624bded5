package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.DirectOrigin;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.RevisionReference;
import io.github.pywar.python.requirement.UnnamedRequirement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Locations of the files and source trees of a lock.
 *
 * @param lock that names the files
 * @param declaredUrls URLs in requirements; they may have credentials and a query, which a lock never has
 * @param project the project's folder; a local file must be in it, or in the folder of the lock
 */
record LockedFiles(ProjectLock lock, List<URI> declaredUrls, Path project) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    /** Returns what to download, or to build from. Its size and hash are checked during the download. */
    DistributionFile file(LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        DistributionFile.Builder file = switch (artifact.kind()) {
            case VCS -> DistributionFile.builder(repositoryName(artifact), revision(selected));
            case DIRECTORY -> DistributionFile.builder(artifact.name(), folder(artifact));
            case WHEEL, SDIST, ARCHIVE -> hashed(selected);
        };
        if (artifact.subdirectory().isPresent()) {
            file.subdirectory(artifact.subdirectory().get());
        }
        boolean isOfUrl = artifact.kind() == LockedArtifact.Kind.ARCHIVE && !artifact.isWheel(); // its name is free
        return isOfUrl
                ? file.build()
                : file.indexId(indexId(selected.locked()).orElse("the lock")).build();
    }

    private DistributionFile.Builder hashed(LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        if (!hasStrongHash(artifact)) {
            throw UserException.of("The lock has no secure hash of `" + artifact.name() + "`, only: "
                            + String.join(", ", artifact.hashes().keySet()))
                    .hint("lock again, from an index that lists sha256 hashes");
        }
        DistributionFile.Builder file = DistributionFile.builder(artifact.name(), location(selected));
        for (Map.Entry<String, String> hash : artifact.hashes().entrySet()) {
            file.hash(hash.getKey(), hash.getValue());
        }
        if (artifact.size().isPresent()) {
            file.size(artifact.size().getAsLong());
        }
        return file;
    }

    private static boolean hasStrongHash(LockedArtifact artifact) {
        for (String algorithm : artifact.hashes().keySet()) {
            if (DigestAlgorithm.strong(algorithm).isPresent()) {
                return true;
            }
        }
        return false;
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
        for (URI declared : declaredUrls) {
            if (Credentials.bare(declared).equals(location)) {
                return declared;
            }
        }
        return location;
    }

    /** Returns the URL of a folder, which ends with a slash. */
    private URI folder(LockedArtifact artifact) {
        Path folder = inside(path(artifact.path().orElseThrow(), artifact), artifact);
        if (!Files.isDirectory(folder)) {
            throw notLocated(
                    artifact,
                    "`path` is not a folder",
                    printable(artifact.path().get()));
        }
        return folder.toUri();
    }

    private URI revision(LockSelection selected) {
        LockedArtifact artifact = selected.artifact();
        LockedArtifact.LockedRevision locked = artifact.revision().orElseThrow();
        if (!COMMIT.matcher(locked.commit()).matches()) {
            throw notLocated(artifact, "`commit-id` is not a complete commit id", printable(locked.commit()));
        }
        URI repository = repository(artifact, locked.system());
        URI declared = declaredUrls.stream()
                .flatMap(url -> RevisionReference.parse(url.toString()).stream())
                .map(RevisionReference::repository)
                .filter(url -> Credentials.bare(url).equals(Credentials.bare(repository)))
                .findFirst()
                .orElse(repository);
        return URI.create(declared + "@" + locked.commit());
    }

    private URI repository(LockedArtifact artifact, String system) {
        String url = artifact.path()
                .map(path -> inside(path(path, artifact), artifact).toUri().toString())
                .orElseGet(() -> artifact.url().orElseThrow());
        Optional<RevisionReference> reference = RevisionReference.parse(system + "+" + url);
        if (reference.isEmpty()) {
            throw notLocated(
                    artifact, "`vcs` is not the URL of a Git or Mercurial repository", UrlText.shown(printable(url)));
        }
        URI location = reference.get().url();
        if (artifact.path().isEmpty() && "file".equals(location.getScheme())) {
            inside(FileUrl.path(location), artifact);
        }
        return URI.create(system + "+" + url.replaceFirst("/+$", ""));
    }

    private static String repositoryName(LockedArtifact artifact) {
        String name = artifact.name().replaceFirst("\\.git$", "");
        return name.isEmpty() ? "source" : name;
    }

    /** Returns the origin that a requirement refers to by URL; empty for a file of an index. */
    Optional<DirectOrigin> origin(LockSelection selected, DistributionFile file) {
        LockedArtifact.Kind kind = selected.artifact().kind();
        return kind == LockedArtifact.Kind.ARCHIVE || kind == LockedArtifact.Kind.VCS
                ? Optional.of(new DirectOrigin(
                        file, selected.artifact().revision().flatMap(LockedArtifact.LockedRevision::requested)))
                : Optional.empty();
    }

    /** Returns the URLs in requirements, without their fragments. */
    static List<URI> declaredUrls(DeclaredDependencies declared) {
        List<URI> urls = new ArrayList<>();
        for (DeclaredRequirement one : declared.requirements()) {
            Optional<String> url = one.requirement().url();
            if (url.isPresent()) {
                urls.add(declaredUrl(url.get(), one.toString()));
            }
        }
        for (UnnamedRequirement one : declared.unnamed()) {
            urls.add(declaredUrl(one.url(), one.toString()));
        }
        return urls;
    }

    private static URI declaredUrl(String url, String origin) {
        try {
            return new URI(url.replaceFirst("#.*", ""));
        } catch (URISyntaxException e) {
            throw UserException.of("`" + origin + "` has no valid URL");
        }
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
                    .hint("put it into the project's folder, or on an index, and lock again");
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
            Optional<URI> valid = UrlText.parse(resolved.toString());
            if (valid.isPresent()) {
                return valid.get();
            }
            throw invalidUrl(artifact, url);
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
        if (locked.index().isEmpty()) {
            return Optional.empty();
        }
        String url = locked.index().get();
        String id = lock.indexIds().get(url);
        return id == null ? host(url) : Optional.of(id);
    }

    /** The other parts of a URL may be a password, or a path on one machine. */
    private static Optional<String> host(String url) {
        return UrlText.parse(url).map(URI::getHost);
    }
}
